package io.lakeshift.sandbox.http;

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

    public static ApiError noEndpoint(String method, String path) {
        return new ApiError(404, "ENDPOINT_NOT_FOUND", "No API found for '%s %s'".formatted(method, path));
    }

    public static ApiError alreadyExists(String kind, String name) {
        return new ApiError(409, "ALREADY_EXISTS", "%s '%s' already exists.".formatted(kind, name));
    }

    public static ApiError conflict(String text) {
        return new ApiError(409, "RESOURCE_CONFLICT", text);
    }

    public static ApiError notImplemented(String text) {
        return new ApiError(501, "NOT_IMPLEMENTED", text);
    }

    public static ApiError internal(String text) {
        return new ApiError(500, "INTERNAL_ERROR", text);
    }
}
