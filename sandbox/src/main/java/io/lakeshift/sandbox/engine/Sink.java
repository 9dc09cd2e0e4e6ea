package io.lakeshift.sandbox.engine;

/** Takes what is read, one by one. What it throws ends the reading and reaches the caller. */
@FunctionalInterface
public interface Sink<T> {
    void accept(T item) throws Exception;
}
