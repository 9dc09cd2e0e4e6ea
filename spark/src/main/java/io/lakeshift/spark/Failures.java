package io.lakeshift.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.spark.SparkThrowable;

/** What went wrong, as its class, its SQLSTATE and its text, with the names that were typed. */
final class Failures {
    private Failures() {}

    static void tell(Throwable failure, ObjectNode error) {
        Throwable known = failure;
        while (known != null && !(known instanceof SparkThrowable spark && spark.getCondition() != null)) {
            known = known.getCause();
        }
        Throwable told = known == null ? deepest(failure) : known;
        String condition = known instanceof SparkThrowable spark ? spark.getCondition() : "";
        String state = known instanceof SparkThrowable spark ? spark.getSqlState() : null;
        error.put("class", condition.isEmpty() ? told.getClass().getSimpleName() : condition);
        error.put("state", state == null ? "XX000" : state);
        error.put("text", UnityNames.told(text(String.valueOf(told.getMessage()), condition)));
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    /** Without the class before it and the plan behind it. */
    private static String text(String message, String condition) {
        String prefix = "[" + condition + "]";
        String text = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
        int state = text.indexOf("SQLSTATE:");
        String said = state < 0 ? text : text.substring(0, state);
        int plan = said.indexOf(";\n");
        return (plan < 0 ? said : said.substring(0, plan)).strip();
    }
}
