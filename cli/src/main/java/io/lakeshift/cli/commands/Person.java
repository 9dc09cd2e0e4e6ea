package io.lakeshift.cli.commands;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who types. */
final class Person {
    private Person() {}

    /** The name that records carry unless {@code --by} gives another. */
    static String name() {
        return System.getProperty("user.name");
    }

    /** Tells this process from others in the Web UI. */
    static String atThisMachine() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "localhost";
        }
        return name() + "@" + host + " (lakeshift " + ProcessHandle.current().pid() + ")";
    }
}
