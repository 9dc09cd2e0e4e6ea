package io.lakeshift.sandbox.unity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiError;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.state.Ids;
import io.lakeshift.sandbox.state.Pages;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Volumes, as documents. Files below {@code /Volumes} are kept whether or not their volume was made here. */
public final class VolumesApi {
    private static final String BASE = "/api/2.1/unity-catalog/volumes";

    private final Unity unity;
    private final Clock clock;
    private final Map<String, ObjectNode> volumes = new TreeMap<>();

    public VolumesApi(Unity unity, Clock clock) {
        this.unity = unity;
        this.clock = clock;
    }

    public void routes(Router router) {
        router.get(BASE, this::list)
                .post(BASE, this::create)
                .get(BASE + "/{name}", request -> ApiResponse.ok(volume(request).deepCopy()))
                .patch(BASE + "/{name}", this::update)
                .delete(BASE + "/{name}", this::delete);
    }

    private synchronized ObjectNode volume(ApiRequest request) {
        String name = request.variable("name").toLowerCase(Locale.ROOT);
        ObjectNode volume = volumes.get(name);
        if (volume == null) {
            throw ApiErrors.unityMissing("Volume", name);
        }
        return volume;
    }

    private synchronized ApiResponse list(ApiRequest request) {
        String schema = request.requiredParameter("catalog_name") + "." + request.requiredParameter("schema_name");
        unity.namespaces().schema(schema);
        return Pages.of(
                request,
                "volumes",
                volumes.values().stream()
                        .filter(it -> it.path("full_name").asText().startsWith(schema.toLowerCase(Locale.ROOT) + "."))
                        .toList());
    }

    private synchronized ApiResponse create(ApiRequest request) {
        String catalog = request.required("catalog_name").toLowerCase(Locale.ROOT);
        String schema = request.required("schema_name").toLowerCase(Locale.ROOT);
        String name = request.required("name").toLowerCase(Locale.ROOT);
        String type = request.required("volume_type");
        unity.namespaces().schema(catalog + "." + schema);
        unity.grants().demand(request.caller(), Securable.schema(catalog, schema), "CREATE_VOLUME");
        if (type.equals("EXTERNAL")) {
            request.required("storage_location");
        } else if (!type.equals("MANAGED")) {
            throw ApiErrors.badRequest("volume_type '%s' is neither MANAGED nor EXTERNAL.".formatted(type));
        }
        String full = catalog + "." + schema + "." + name;
        if (volumes.containsKey(full)) {
            throw new ApiError(400, "VOLUME_ALREADY_EXISTS", "Volume '%s' already exists".formatted(full));
        }
        ObjectNode volume = request.document();
        volume.put("name", name);
        volume.put("full_name", full);
        volume.put("volume_id", Ids.ofName("volume " + full));
        volume.put("metastore_id", Namespaces.METASTORE_ID);
        volume.put("owner", request.caller().name());
        volume.put("created_by", request.caller().name());
        volume.put("created_at", clock.millis());
        volume.put("updated_by", request.caller().name());
        volume.put("updated_at", clock.millis());
        if (type.equals("MANAGED")) {
            String root =
                    unity.namespaces().catalog(catalog).path("storage_root").asText("s3://sandbox-default-storage");
            volume.put("storage_location", root + "/__unitystorage/volumes/" + Ids.ofName("volume " + full));
        }
        volumes.put(full, volume);
        return ApiResponse.ok(volume.deepCopy());
    }

    private synchronized ApiResponse update(ApiRequest request) {
        ObjectNode volume = volume(request);
        ApiErrors.refuseNewName(request);
        for (String field : List.of("comment", "owner")) {
            request.text(field).ifPresent(it -> volume.put(field, it));
        }
        volume.put("updated_at", clock.millis());
        return ApiResponse.ok(volume.deepCopy());
    }

    private synchronized ApiResponse delete(ApiRequest request) {
        volumes.remove(volume(request).path("full_name").asText());
        return ApiResponse.empty();
    }
}
