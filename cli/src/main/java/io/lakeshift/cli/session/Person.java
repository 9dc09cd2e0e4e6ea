package io.lakeshift.cli.session;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who types. */
public final class Person {
    private Person() {}

    /** The name that records carry unless {@code --by} gives another. */
    public static String name() {
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
