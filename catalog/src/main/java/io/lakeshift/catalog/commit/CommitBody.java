package io.lakeshift.catalog.commit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The bytes of one commit: one JSON action per line. Equal when the bytes are. */
public final class CommitBody {
    private final byte[] bytes;

    private CommitBody(byte[] bytes) {
        this.bytes = bytes;
    }

    public static CommitBody of(byte[] bytes) {
        return new CommitBody(bytes.clone());
    }

    public static CommitBody of(String lines) {
        return new CommitBody(lines.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public int size() {
        return bytes.length;
    }

    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommitBody that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "CommitBody[" + bytes.length + " bytes]";
    }
}
