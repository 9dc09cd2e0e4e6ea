package io.lakeshift.sandbox.http;

import java.util.List;

/** Every refusal that more than one area gives. */
public final class ApiErrors {
    private ApiErrors() {}

    public static ApiError badRequest(String text) {
        return new ApiError(400, "INVALID_PARAMETER_VALUE", text);
    }

    public static ApiError missing(String field) {
        return badRequest("Missing required field: " + field);
    }

    public static ApiError malformed(String reason) {
        return new ApiError(400, "MALFORMED_REQUEST", "Request body is not valid JSON: " + reason);
    }

    static ApiError tooLarge(int bytes) {
        return new ApiError(
                413,
                "REQUEST_TOO_LARGE",
                "The request body is larger than the %d MB that the sandbox takes.".formatted(bytes >> 20));
    }

    public static ApiError unauthenticated(String text) {
        return new ApiError(401, "UNAUTHENTICATED", text);
    }

    public static ApiError permissionDenied(String text) {
        return new ApiError(403, "PERMISSION_DENIED", text);
    }

    /** The Unity Catalog wording: who lacks which privilege on what. */
    public static ApiError lacks(String user, String privilege, String type, String name) {
        return permissionDenied("User '%s' does not have %s on %s '%s'.".formatted(user, privilege, type, name));
    }

    public static ApiError notFound(String text) {
        return new ApiError(404, "RESOURCE_DOES_NOT_EXIST", text);
    }

    public static ApiError noSuch(String kind, String name) {
        return new ApiError(404, "NOT_FOUND", "%s '%s' does not exist.".formatted(kind, name));
    }

    public static ApiError unityMissing(String kind, String name) {
        return new ApiError(
                404,
                kind.toUpperCase(java.util.Locale.ROOT).replace(' ', '_') + "_DOES_NOT_EXIST",
                "%s '%s' does not exist.".formatted(kind, name));
    }

    /** @param others what the path can be called with */
    static ApiError noEndpoint(String method, String path, List<String> others) {
        String hint = others.isEmpty() ? "" : ". The sandbox has %s for it".formatted(String.join(", ", others));
        return new ApiError(404, "ENDPOINT_NOT_FOUND", "No API found for '%s %s'%s".formatted(method, path, hint));
    }

    public static ApiError alreadyExists(String kind, String name) {
        return new ApiError(409, "ALREADY_EXISTS", "%s '%s' already exists.".formatted(kind, name));
    }

    public static ApiError conflict(String text) {
        return new ApiError(409, "RESOURCE_CONFLICT", text);
    }

    /** A rename would have to move the tables below with it, which the sandbox does not do. */
    public static void refuseNewName(ApiRequest request) {
        if (request.text("new_name").isPresent()) {
            throw notImplemented("The sandbox does not rename. Make a new object, or leave new_name out.");
        }
    }

    public static ApiError notImplemented(String text) {
        return new ApiError(501, "NOT_IMPLEMENTED", text);
    }

    public static ApiError internal(String text) {
        return new ApiError(500, "INTERNAL_ERROR", text);
    }
}
