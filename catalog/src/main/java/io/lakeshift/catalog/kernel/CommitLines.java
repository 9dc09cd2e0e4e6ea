package io.lakeshift.catalog.kernel;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lakeshift.catalog.store.RowCursor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A commit file's actions as they were written: numbers keep their digits, members that nobody knows stay. */
public final class CommitLines implements RowCursor<JsonNode> {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build()
            .reader();

    private final String path;
    private final MessageDigest digest;
    private final BufferedReader reader;
    private @Nullable JsonNode next;
    private int line;

    private CommitLines(String path, InputStream in) {
        this.path = path;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        this.reader = new BufferedReader(
                new InputStreamReader(new DigestInputStream(in, digest), StandardCharsets.UTF_8), 1 << 16);
        advance();
    }

    /** @param name for messages */
    public static CommitLines of(String name, InputStream in) {
        return new CommitLines(name, in);
    }

    private void advance() {
        try {
            String text = reader.readLine();
            line++;
            while (text != null && text.isBlank()) {
                text = reader.readLine();
                line++;
            }
            next = text == null ? null : JSON.readTree(text);
        } catch (IOException e) {
            throw KernelErrors.badLine(path, line, e);
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public JsonNode next() {
        JsonNode action = next;
        if (action == null) {
            throw new NoSuchElementException();
        }
        advance();
        return action;
    }

    /** Lower-case hex of the SHA-256 of the file. Only once there is no next line. */
    public String sha256() {
        if (next != null) {
            throw new IllegalStateException("The file is not read to its end");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw KernelErrors.badLine(path, line, e);
        }
    }
}
