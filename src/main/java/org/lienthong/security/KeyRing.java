package org.lienthong.security;

import java.security.MessageDigest;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Resolution;

/**
 * All keys that open the hub. A key is looked up by its SHA-256, so the time that takes says nothing about how much of a
 * guess was right, and one hash is all that a request costs.
 */
public final class KeyRing {

    private static final String DEMO = "demo-";

    /** Ends the name of a second person in a demo role: nobody agrees to what they proposed themselves. */
    private static final String SECOND = "-2";

    private static final int LONGEST = 512;

    private final Map<String, SecurityProperties.Key> byHash;
    private final boolean demoKeys;
    private final Agencies agencies;
    private final Clock clock;

    KeyRing(SecurityProperties properties, Agencies agencies, Clock clock) {
        this.byHash = new HashMap<>();
        this.demoKeys = properties.demoKeys();
        this.agencies = agencies;
        this.clock = clock;
        Map<String, String> ids = new HashMap<>();
        for (SecurityProperties.Key key : properties.keys()) {
            if (byHash.put(key.sha256(), key) != null || ids.put(key.id(), key.id()) != null) {
                throw new UnsafeConfigurationException(
                        "hub.security.keys: '" + key.id() + "' is there twice.", "Give each key its own id.");
            }
            String code = key.agency();
            if (code != null && agency(code).isEmpty()) {
                throw new UnsafeConfigurationException(
                        "hub.security.keys: '" + key.id() + "' speaks for '" + code + "', which no agency is called.",
                        "Use a code that stands in config/agencies.");
            }
        }
    }

    /** Whose key this is, if it is one that works now. */
    public Optional<Caller> find(String key) {
        if (key.isEmpty() || key.length() > LONGEST) {
            return Optional.empty();
        }
        byte[] hash = DigestUtils.sha256(key);
        SecurityProperties.Key entry = byHash.get(HexFormat.of().formatHex(hash));
        if (entry != null && MessageDigest.isEqual(hash, HexFormat.of().parseHex(entry.sha256()))) {
            return caller(entry);
        }
        return demoKeys && key.startsWith(DEMO) ? demo(key.substring(DEMO.length())) : Optional.empty();
    }

    private Optional<Caller> caller(SecurityProperties.Key key) {
        if (key.notAfter() != null && clock.instant().isAfter(key.notAfter())) {
            return Optional.empty();
        }
        @Nullable Role role = key.role();
        if (role != null) {
            return Optional.of(Caller.ofRole(key.id(), role));
        }
        return agency(String.valueOf(key.agency())).map(agency -> Caller.ofAgency(key.id(), agency));
    }

    private Optional<Caller> demo(String name) {
        for (Role role : Role.values()) {
            String word = role.name().toLowerCase(Locale.ROOT);
            if (role != Role.AGENCY && (word.equals(name) || name.equals(word + SECOND))) {
                return Optional.of(Caller.ofRole(DEMO + name, role));
            }
        }
        return agency(name).map(agency -> Caller.ofAgency(DEMO + agency, agency));
    }

    /** A merged agency still speaks for itself: only who receives for it has changed. */
    Optional<String> agency(String code) {
        Resolution resolution = agencies.resolve(code);
        if (resolution instanceof Resolution.Found found) {
            return Optional.of(found.agency().id());
        }
        return resolution instanceof Resolution.Undecided split
                ? Optional.of(split.agency().id())
                : Optional.empty();
    }
}
