package org.lienthong.mapping;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lienthong.codelist.CodeException;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSONata expression. JSON is its input; {@code $headers} holds the message's headers, {@code $today} and {@code $moment}
 * Viet Nam's day and moment.
 */
final class JsonataMapping implements Mapping {

    private static final int DEPTH = 500;
    private static final int NESTING = 64;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(NESTING)
                            .build())
                    .build())
            .build();

    private final String name;
    private final String text;
    private final Jsonata expression;
    private final CodeFunction codes;
    private final Today today;
    private final Duration timeLimit;
    private final long maxOutput;
    private final long memory;

    private JsonataMapping(
            String name,
            String text,
            Jsonata expression,
            CodeFunction codes,
            Today today,
            Duration timeLimit,
            long maxOutput,
            long memory) {
        this.name = name;
        this.text = text;
        this.expression = expression;
        this.codes = codes;
        this.today = today;
        this.timeLimit = timeLimit;
        this.maxOutput = maxOutput;
        this.memory = memory;
    }

    /** The expression, or null with a finding. */
    static @Nullable JsonataMapping compile(
            String name,
            String file,
            String text,
            CodeFunction codes,
            Today today,
            MappingSettings settings,
            Findings findings) {
        try {
            return new JsonataMapping(
                    name,
                    text,
                    Jsonata.jsonata(text),
                    codes,
                    today,
                    settings.timeLimit(),
                    settings.maxOutput().toBytes(),
                    settings.memory().toBytes());
        } catch (JException e) {
            findings.add(at(file, text, e.getLocation()), "jsonata", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            findings.add(new Position(file, 1, 1), "jsonata", "cannot be compiled: " + e.getMessage());
        }
        return null;
    }

    /** The same expression, in another mapping. */
    JsonataMapping named(String other) {
        return new JsonataMapping(other, text, expression, codes, today, timeLimit, maxOutput, memory);
    }

    private static Position at(String file, String text, int offset) {
        String before = text.substring(0, Math.max(0, Math.min(offset, text.length())));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Position(file, line, before.length() - before.lastIndexOf('\n'));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Mapped apply(byte[] message, Map<String, Object> headers) {
        BoundedOutput out = new BoundedOutput(maxOutput);
        try {
            Object input = JSON.readValue(message, Object.class);
            Jsonata.Frame frame = frame(headers);
            new Bounds(name, timeLimit, memory + 32L * message.length, DEPTH).on(frame);
            JSON.writeValue(out, expression.evaluate(input, frame));
            return new Mapped(out.toByteArray(), Mapped.JSON);
        } catch (JacksonException | BoundedOutput.TooMuch e) {
            throw out.size() == 0 && e instanceof JacksonException
                    ? new MappingException(name, 0, "the input is no JSON, or the result cannot be JSON", e)
                    : new MappingException(name, 0, "the result is larger than " + maxOutput + " bytes", null);
        } catch (StackOverflowError e) {
            throw new MappingException(name, 0, "calls itself without end", null);
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    private RuntimeException failure(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CodeException || cause instanceof MappingException) {
                return (RuntimeException) cause;
            }
        }
        if (e instanceof JException error) {
            int line = error.getLocation() < 0
                    ? 0
                    : at(name, text, error.getLocation()).line();
            return new MappingException(name, line, code(error.getError()), e);
        }
        return new MappingException(name, 0, e.getClass().getSimpleName(), e);
    }

    /** Codes are the language's own; anything else is the expression's own words and may hold data. */
    private static String code(@Nullable String error) {
        return error != null && error.matches("[A-Z]\\d{4}") ? error : "failed";
    }

    private Jsonata.Frame frame(Map<String, Object> headers) {
        Jsonata.Frame frame = expression.createFrame();
        Map<String, Object> texts = new TreeMap<>();
        headers.forEach((header, value) -> {
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                texts.put(header, value);
            }
        });
        frame.bind("headers", texts);
        frame.bind("today", today.day().toString());
        frame.bind("moment", today.moment().toOffsetDateTime().toString());
        frame.bind(
                CodeFunction.NAME,
                function((self, arguments) -> codes.call(
                        argument(arguments, 0),
                        argument(arguments, 1),
                        argument(arguments, 2),
                        argument(arguments, 3))));
        // An expression is what was reviewed, not what a message brings along.
        frame.bind("eval", function((self, arguments) -> {
            throw new MappingException(name, 0, "$eval is not available", null);
        }));
        frame.bind(
                "pad",
                function((self, arguments) ->
                        pad(argument(arguments, 0), argument(arguments, 1), argument(arguments, 2))));
        return frame;
    }

    /** As the language has it, within the limit of the result: its own would fill the memory in a single step. */
    private @Nullable String pad(@Nullable Object of, @Nullable Object to, @Nullable Object with) {
        if (of == null || !(to instanceof Number number)) {
            return null;
        }
        if (Math.abs(number.doubleValue()) > maxOutput) {
            throw new MappingException(name, 0, "the result is larger than " + maxOutput + " bytes", null);
        }
        return Functions.pad(of.toString(), Integer.valueOf(number.intValue()), with == null ? null : with.toString());
    }

    private static Jsonata.JFunction function(Jsonata.JFunctionCallable call) {
        return new Jsonata.JFunction(call, null);
    }

    private static @Nullable Object argument(List<?> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : null;
    }
}
