package io.lakeshift.sandbox.http;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal in Databricks' shape: {@code {"error_code", "message", "details"}}. */
public final class ApiError extends RuntimeException {
    private final int status;
    private final String code;
    private final String text;

    public ApiError(int status, String code, String text) {
        super(code + ": " + text, null, false, false);
        this.status = status;
        this.code = code;
        this.text = text;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public ApiResponse response() {
        return ApiResponse.json(status, body());
    }

    public ObjectNode body() {
        ObjectNode detail = Json.object();
        detail.put("@type", "type.googleapis.com/google.rpc.ErrorInfo");
        detail.put("reason", code);
        detail.put("domain", "");
        ObjectNode body = Json.object();
        body.put("error_code", code);
        body.put("message", text);
        body.putArray("details").add(detail);
        return body;
    }
}
