package io.farseek.oci;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import com.fasterxml.jackson.databind.ser.impl.SimpleBeanPropertyFilter;
import com.fasterxml.jackson.databind.ser.impl.SimpleFilterProvider;
import com.fasterxml.jackson.databind.util.StdDateFormat;
import com.oracle.bmc.http.client.Serializer;
import com.oracle.bmc.http.client.internal.ExplicitlySetBmcModel;
import java.io.IOException;
import java.util.TimeZone;

/** The SDK's models to and from JSON: of a model only what was set is written, of an answer only what is known is read. */
final class JsonSerializer implements Serializer {
    static final JsonSerializer INSTANCE = new JsonSerializer();

    private final ObjectMapper mapper = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .defaultDateFormat(new StdDateFormat()
                    .withTimeZone(TimeZone.getTimeZone("UTC"))
                    .withColonInTimeZone(true))
            .serializationInclusion(JsonInclude.Include.ALWAYS)
            .filterProvider(new SimpleFilterProvider()
                    .addFilter(ExplicitlySetBmcModel.EXPLICITLY_SET_FILTER_NAME, new OnlyWhatWasSet()))
            .build();

    private JsonSerializer() {}

    @Override
    public <T> T readValue(String text, Class<T> type) throws IOException {
        return mapper.readValue(text, type);
    }

    @Override
    public <T> T readValue(byte[] bytes, Class<T> type) throws IOException {
        return mapper.readValue(bytes, type);
    }

    @Override
    public String writeValueAsString(Object value) throws IOException {
        return mapper.writeValueAsString(value);
    }

    ObjectMapper mapper() {
        return mapper;
    }

    private static final class OnlyWhatWasSet extends SimpleBeanPropertyFilter {
        @Override
        public void serializeAsField(
                Object model, JsonGenerator generator, SerializerProvider provider, PropertyWriter writer)
                throws Exception {
            boolean unset =
                    model instanceof ExplicitlySetBmcModel known && !known.wasPropertyExplicitlySet(writer.getName());
            if (!unset) {
                writer.serializeAsField(model, generator, provider);
            }
        }
    }
}
