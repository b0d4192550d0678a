package org.lienthong.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;
import org.lienthong.codelist.CodeException;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Maps one message. A failure before a provider was asked is the caller's or the hub's, afterwards the provider's. */
final class MapProducer extends DefaultProducer {

    /** Property of the exchange that hub:call sets: the provider's system that was called. */
    static final String SYSTEM = "hubSystem";

    private static final Logger LOG = LoggerFactory.getLogger(MapProducer.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Mapping mapping;
    private final MapComponent component;

    MapProducer(MapEndpoint endpoint, Mapping mapping, MapComponent component) {
        super(endpoint);
        this.mapping = mapping;
        this.component = component;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        try {
            byte[] input = bytes(exchange, message.getBody());
            long limit = component.settings().maxInput().toBytes();
            if (input.length > limit) {
                throw new MappingException(mapping.name(), 0, "the input is larger than " + limit + " bytes", null);
            }
            Map<String, Object> headers = Map.copyOf(present(message.getHeaders()));
            Mapped mapped = component.runs().run(mapping.name(), () -> mapping.apply(input, headers));
            message.setBody(mapped.body());
            message.setHeader(Exchange.CONTENT_TYPE, mapped.contentType());
        } catch (CodeException e) {
            throw unknownCode(e, answered(exchange));
        } catch (MappingException e) {
            // The causes' messages may repeat what was mapped.
            LOG.atWarn().addKeyValue("routeId", exchange.getFromRouteId()).log("{}", e.getMessage());
            throw failed(e, answered(exchange));
        }
    }

    private static Map<String, Object> present(Map<String, Object> headers) {
        Map<String, Object> present = new java.util.HashMap<>();
        headers.forEach((name, value) -> {
            if (value != null) {
                present.put(name, value);
            }
        });
        return present;
    }

    private byte[] bytes(Exchange exchange, @Nullable Object body) {
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        if (body instanceof String text) {
            return text.getBytes(UTF_8);
        }
        if (body instanceof JsonNode || body instanceof Map || body instanceof List) {
            return JSON.writeValueAsBytes(body);
        }
        byte[] bytes = body == null ? null : exchange.getMessage().getBody(byte[].class);
        if (bytes == null) {
            throw new MappingException(mapping.name(), 0, "the body is neither XML nor JSON", null);
        }
        return bytes;
    }

    private static boolean answered(Exchange exchange) {
        return exchange.getProperty(SYSTEM) != null;
    }

    private static ProblemException unknownCode(CodeException e, boolean answered) {
        return new ProblemException(
                answered ? ProblemType.PROVIDER_INVALID_RESPONSE : ProblemType.UNKNOWN_CODE,
                String.valueOf(e.getMessage()),
                e.messageVi(),
                List.of(),
                e);
    }

    private static ProblemException failed(MappingException e, boolean answered) {
        return new ProblemException(
                answered ? ProblemType.PROVIDER_INVALID_RESPONSE : ProblemType.MAPPING_FAILED,
                answered
                        ? "The provider's answer is not as agreed, so it cannot be mapped."
                        : "The request cannot be mapped into what the provider understands.",
                answered
                        ? "Trả lời của bên cung cấp không đúng quy ước nên không chuyển đổi được."
                        : "Không chuyển đổi được yêu cầu sang định dạng của bên cung cấp.",
                List.of(),
                e);
    }
}
