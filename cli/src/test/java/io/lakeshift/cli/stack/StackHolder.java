package io.lakeshift.cli.stack;

import java.util.Optional;

/** A process of its own that opens a stack, says what it got, and holds it until its stdin ends. */
final class StackHolder {
    private StackHolder() {}

    public static void main(String[] args) throws Exception {
        Stack stack = Stack.open(new StackSettings(
                Home.of(System.getenv()),
                System.getenv(),
                Optional.ofNullable(System.getenv("LAKESHIFT_DATABASE_URL")),
                true,
                System.err::println));
        System.out.printf(
                "ready %s %s %s %s%n",
                stack.temporal().kind(), stack.temporal().address(), stack.ownsTemporal(), stack.connection());
        while (System.in.read() >= 0) {
            // Held for as long as the test keeps the pipe open.
        }
        stack.close();
        System.out.println("closed");
    }
}
