package io.lakeshift.cli.doctor;

/**
 * One thing that was looked at; the members are part of the public contract.
 *
 * @param detail what it is, or what is wrong and how to mend it
 */
public record Check(String name, Result result, String detail) {
    public enum Result {
        OK,
        /** Not needed for everything. */
        WARNING,
        /** Nothing that was asked tells; somebody has to look. */
        UNKNOWN,
        FAILED
    }

    static Check ok(String name, String detail) {
        return new Check(name, Result.OK, detail);
    }

    static Check warning(String name, String detail) {
        return new Check(name, Result.WARNING, detail);
    }

    static Check unknown(String name, String detail) {
        return new Check(name, Result.UNKNOWN, detail);
    }

    static Check failed(String name, String detail) {
        return new Check(name, Result.FAILED, detail);
    }
}
