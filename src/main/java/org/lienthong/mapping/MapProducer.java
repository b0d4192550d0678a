package org.lienthong.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
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
        if (message.getBody() instanceof Mappable document) {
            map(document, message, exchange.getFromRouteId());
            return;
        }
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
            throw failed(told(e, exchange.getFromRouteId()), answered(exchange));
        }
    }

    /** Nobody waits for an answer here: what went wrong is told where deliveries are. */
    private void map(Mappable document, Message message, @Nullable String routeId) {
        try {
            byte[] input = bytes(document);
            Map<String, Object> headers = Map.copyOf(present(message.getHeaders()));
            Mapped mapped = component.runs().run(mapping.name(), () -> mapping.apply(input, headers));
            demandSmall("the result has ", mapped.body().length);
            message.setBody(document.mapped(mapping.name(), mapped.body(), mapped.contentType()));
        } catch (CodeException e) {
            throw told(new MappingException(mapping.name(), 0, "a code means nothing on its day", null), routeId);
        } catch (MappingException e) {
            throw told(e, routeId);
        }
    }

    /** The causes' messages may repeat what was mapped. */
    private static MappingException told(MappingException e, @Nullable String routeId) {
        LOG.atWarn().addKeyValue("routeId", routeId).log("{}", e.getMessage());
        return e;
    }

    private byte[] bytes(Mappable document) {
        demandSmall("the document has ", document.size());
        try (InputStream bytes = document.open()) {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new MappingException(mapping.name(), 0, "the document cannot be read", e);
        }
    }

    private void demandSmall(String what, long size) {
        long most = component.settings().maxDocument().toBytes();
        if (size > most) {
            throw new MappingException(
                    mapping.name(), 0, what + size + " bytes, hub.mapping.max-document is " + most, null);
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
        ProblemType type = answered ? ProblemType.PROVIDER_INVALID_RESPONSE : ProblemType.UNKNOWN_CODE;
        return new ProblemException(
                e.isMisuse() ? ProblemType.MAPPING_FAILED : type,
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
