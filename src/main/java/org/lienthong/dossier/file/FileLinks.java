package org.lienthong.dossier.file;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.AgencySystem;
import org.lienthong.call.FilePath;

/**
 * Makes and reads links {@code <hub>/api/v1/files/<token>}: one agency may fetch one file of another's registered system
 * through the hub, for a while. The token is {@code <key id>.<base64url of what it says>.<base64url of its HMAC-SHA-256>};
 * nothing is stored for it, and no host stands in it.
 */
public final class FileLinks {

    private static final String PATH = "/api/v1/files/";
    private static final int LONGEST = 8000;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final FileLinkKeys keys;
    private final Agencies agencies;
    private final Clock clock;
    private final FileSettings settings;
    private final Supplier<@Nullable String> base;

    /** @param base how recipients reach the hub; null when that is not known */
    FileLinks(
            FileLinkKeys keys, Agencies agencies, Clock clock, FileSettings settings, Supplier<@Nullable String> base) {
        this.keys = keys;
        this.agencies = agencies;
        this.clock = clock;
        this.settings = settings;
        this.base = base;
    }

    /** A link, and until when it is good. */
    public record Issued(String url, Instant expires) {}

    /**
     * A link to put into a record that is sent on.
     *
     * @param owner id of the agency that the address comes from
     * @param address {@code DuongDanTaiTepTin} or {@code DuongDanTepTinKetQua} as the owner gave it
     * @param recipient id of the agency that the record goes to
     * @return null when the address is not beneath a registered system of the owner, or the hub does not know its own
     */
    public @Nullable String link(String owner, String address, String recipient) {
        String own = base.get();
        return own == null
                ? null
                : issue(owner, address, recipient, null, own, settings.sentLifetime())
                        .map(Issued::url)
                        .orElse(null);
    }

    /**
     * A link for the agency that asks for it.
     *
     * @param exchange of the dossier that the file belongs to
     * @param reachedAt where the caller reached the hub, when the settings do not say
     */
    public Optional<Issued> issue(String owner, String address, String recipient, UUID exchange, String reachedAt) {
        String own = Objects.requireNonNullElse(base.get(), reachedAt);
        return issue(owner, address, recipient, exchange, own, settings.lifetime());
    }

    private Optional<Issued> issue(
            String owner, String address, String recipient, @Nullable UUID exchange, String own, Duration lifetime) {
        Instant expires = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        for (Agency agency : holders(owner)) {
            for (AgencySystem system : agency.systems()) {
                Optional<FilePath> file = FilePath.beneath(system.url(), address);
                if (file.isPresent()) {
                    FileLink link = new FileLink(agency.id(), system.name(), file.get(), recipient, exchange, expires);
                    return Optional.of(new Issued(own + PATH + token(link), expires));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether files of the agency can be linked to: it, or who took over from it, has a registered system. */
    public boolean isOwner(String agency) {
        return holders(agency).stream().anyMatch(holder -> !holder.systems().isEmpty());
    }

    /** The owner, and who took over from it: the files of a merged agency move with its systems. */
    private List<Agency> holders(String owner) {
        AgencyRegistry registry = agencies.current();
        return registry.byId(owner)
                .map(agency -> Stream.concat(Stream.of(agency), registry.receiver(agency, agencies.today()).stream())
                        .distinct()
                        .toList())
                .orElse(List.of());
    }

    private String token(FileLink link) {
        FileLinkKeys.Key key = keys.signing();
        byte[] said = link.toBytes();
        return key.id() + '.' + TEXT.encodeToString(said) + '.' + TEXT.encodeToString(key.mac(said));
    }

    /** What a token says, when the hub signed it; whether it is still good is not looked at here. */
    Optional<FileLink> read(String token) {
        String[] parts = token.length() > LONGEST ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] said = Base64.getUrlDecoder().decode(parts[1]);
            byte[] mac = Base64.getUrlDecoder().decode(parts[2]);
            return keys.find(parts[0])
                    .filter(key -> MessageDigest.isEqual(key.mac(said), mac))
                    .flatMap(key -> Optional.ofNullable(FileLink.of(said)));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    /** Names a link in the audit log: who has the link finds its entries, nobody else learns from it what was fetched. */
    static String digest(String token) {
        return DigestUtils.sha256Hex(token);
    }

    boolean expired(FileLink link) {
        return !clock.instant().isBefore(link.expires());
    }

    /** The address as the register has it now, to be called by {@code call} and nothing else. */
    Optional<AgencySystem> system(FileLink link) {
        return agencies.current().byId(link.owner()).flatMap(agency -> agency.system(link.system()));
    }

    Optional<Agency> owner(FileLink link) {
        return agencies.current().byId(link.owner());
    }
}
