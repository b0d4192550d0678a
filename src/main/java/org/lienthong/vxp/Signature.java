package org.lienthong.vxp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.security.Caller;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The signature of the axis' SDK. {@code XroadVnpt-sign-header} is a JSON object of all headers, their names prefixed;
 * {@code XroadVnpt-sign-header-key} lists its names; {@code XroadVnpt-hash-header} is the lower-case hex HMAC-SHA256 of
 * the JSON text under the system's secret. What counts is what was signed: headers beside it may repeat it, not add to it
 * or contradict it. There is no nonce; the timestamp alone limits replays, and replays of a submission have no effect.
 */
final class Signature {

    static final String JSON_HEADER = Parameters.PREFIX + "sign-header";
    static final String NAMES_HEADER = Parameters.PREFIX + "sign-header-key";
    static final String HASH_HEADER = Parameters.PREFIX + "hash-header";

    private static final String SYSTEM_ID = "systemid";
    private static final String TIMESTAMP = "timestamp";
    private static final String UNREADABLE = "axis-unreadable";
    /** The bytes are verified against the file, so it can only refuse. */
    private static final String HASH_FILE = "hash-file";

    private static final byte[] NOBODYS_SECRET = new byte[32];

    private final Centres centres;
    private final Secrets secrets;
    private final Duration window;
    private final Clock clock;
    private final SignatureFailures failures;
    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** A proven system and what it asks for. */
    record Proven(Caller caller, Parameters parameters) {}

    Signature(Centres centres, Secrets secrets, Duration window, Clock clock, SignatureFailures failures) {
        this.centres = centres;
        this.secrets = secrets;
        this.window = window;
        this.clock = clock;
        this.failures = failures;
    }

    static boolean isOn(HttpServletRequest request) {
        return request.getHeader(JSON_HEADER) != null || request.getHeader(HASH_HEADER) != null;
    }

    /**
     * Verifies a request's signature.
     *
     * @throws ProblemException INVALID_TOKEN when anything about it is not right
     */
    Proven verify(HttpServletRequest request) {
        // The bytes as they came over the wire: that is what was signed when the JSON holds raw UTF-8.
        byte[] text = single(request, JSON_HEADER).getBytes(ISO_8859_1);
        Map<String, String> signed = read(new String(text, UTF_8));
        Caller caller = prove(signed, text, single(request, HASH_HEADER));
        requireNames(caller, signed, single(request, NAMES_HEADER));
        if (!AxisTime.isRecent(signed.getOrDefault(TIMESTAMP, ""), clock.instant(), window)) {
            throw refused(
                    "axis-timestamp",
                    caller,
                    "The timestamp is missing or too far from the hub's time; check the clock of the system.",
                    "Thiếu timestamp hoặc timestamp lệch quá xa giờ của trục; hãy kiểm tra đồng hồ hệ thống.");
        }
        signed.replaceAll(HeaderText::decode);
        requireNothingElse(caller, request, signed);
        Map<String, String> parameters = new HashMap<>(signed);
        Parameters.values(request, HASH_FILE).forEach(hash -> parameters.putIfAbsent(HASH_FILE, hash));
        return new Proven(caller, new Parameters(parameters, true));
    }

    private String single(HttpServletRequest request, String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        if (values.size() != 1) {
            throw refused(
                    UNREADABLE,
                    null,
                    "Header " + name + " must be there once.",
                    "Tiêu đề " + name + " phải có đúng một lần.");
        }
        return values.get(0).strip();
    }

    /** By lower-case name without prefix. */
    private Map<String, String> read(String text) {
        Map<String, String> signed = new HashMap<>();
        try (JsonParser parser = json.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw unreadable();
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = name(parser.currentName());
                if (!parser.nextToken().isScalarValue()) {
                    throw unreadable();
                }
                if (signed.put(name, parser.getValueAsString("")) != null) {
                    throw unreadable();
                }
            }
            if (parser.nextToken() != null) {
                throw unreadable();
            }
        } catch (JacksonException e) {
            throw unreadable();
        }
        return signed;
    }

    private static String name(String header) {
        String prefix = Parameters.PREFIX;
        boolean prefixed = header.regionMatches(true, 0, prefix, 0, prefix.length());
        return (prefixed ? header.substring(prefix.length()) : header).toLowerCase(Locale.ROOT);
    }

    /** An unknown system takes as long as a wrong signature and looks the same. */
    private Caller prove(Map<String, String> signed, byte[] text, String hash) {
        String systemId = signed.getOrDefault(SYSTEM_ID, "");
        Optional<Caller> caller = centres.find(systemId);
        byte[] secret = caller.flatMap(known -> secrets.of(systemId, known.requireAgency()))
                .orElse(NOBODYS_SECRET);
        byte[] expected = HexFormat.of().formatHex(hmac(secret, text)).getBytes(UTF_8);
        boolean same = MessageDigest.isEqual(expected, hash.getBytes(UTF_8));
        if (!same || caller.isEmpty() || secret == NOBODYS_SECRET) {
            throw refused(
                    "axis-signature",
                    caller.orElse(null),
                    "Unknown systemid or wrong signature.",
                    "Sai systemid hoặc chữ ký.");
        }
        return caller.get();
    }

    static byte[] hmac(byte[] secret, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void requireNames(Caller caller, Map<String, String> signed, String list) {
        Set<String> names = Stream.of(list.split(";"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(Signature::name)
                .collect(Collectors.toSet());
        if (!names.equals(signed.keySet())) {
            throw refused(
                    "axis-names",
                    caller,
                    NAMES_HEADER + " does not list the names in " + JSON_HEADER + ".",
                    NAMES_HEADER + " không khớp các tên trong " + JSON_HEADER + ".");
        }
    }

    private void requireNothingElse(Caller caller, HttpServletRequest request, Map<String, String> signed) {
        Set<String> names = new HashSet<>(Parameters.NAMES);
        names.add(SYSTEM_ID);
        names.add(TIMESTAMP);
        for (String name : names) {
            String value = signed.get(Parameters.key(name));
            boolean addable = value == null && name.equals(HASH_FILE);
            if (!addable && !Parameters.values(request, name).stream().allMatch(other -> other.equals(value))) {
                throw refused(
                        "axis-headers",
                        caller,
                        "Header " + name + " differs from what was signed.",
                        "Tiêu đề " + name + " khác với giá trị đã ký.");
            }
        }
    }

    private ProblemException unreadable() {
        return refused(
                UNREADABLE,
                null,
                JSON_HEADER + " is no JSON object of texts with different names.",
                JSON_HEADER + " không phải đối tượng JSON gồm các chuỗi có tên khác nhau.");
    }

    /** @param caller whom the request names, or null when that could not be read */
    private ProblemException refused(String reason, @Nullable Caller caller, String detail, String vi) {
        failures.count(reason, caller == null ? "" : caller.requireAgency());
        return new ProblemException(ProblemType.INVALID_TOKEN, detail, vi);
    }
}
