package io.lakeshift.workflows;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;

/**
 * How payloads are written. Every client and every worker uses {@link #create()}: unknown members are ignored, so that
 * programs of two releases understand each other; times are ISO texts, so that people can read a history.
 */
public final class LakeshiftDataConverter {
    private LakeshiftDataConverter() {}

    public static DataConverter create() {
        return DefaultDataConverter.newDefaultInstance()
                .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(objectMapper()));
    }

    /** The mapper behind {@link #create()}, for whoever writes the same records elsewhere. */
    public static ObjectMapper objectMapper() {
        return JacksonJsonPayloadConverter.newDefaultObjectMapper()
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                .configure(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS, false);
    }
}
