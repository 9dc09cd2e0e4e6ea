package io.lakeshift.catalog.store;

/**
 * One action of a table's state.
 *
 * @param name {@code add}, {@code remove}, {@code txn} and so on
 * @param json the action's JSON object
 */
public record StateAction(String name, String json) {}
