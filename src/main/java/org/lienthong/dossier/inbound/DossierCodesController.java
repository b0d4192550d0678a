package org.lienthong.dossier.inbound;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.DossierAliases;
import org.lienthong.dossier.DossierCode;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.Violation;
import org.lienthong.security.Caller;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/dossier-codes}: the portal's code of a dossier and the one that its one-stop system gave it. */
@RestController
final class DossierCodesController {

    private static final int LONGEST = 100;

    private final DossierAliases aliases;
    private final SentDossiers sent;
    private final DataSource database;
    private final Clock clock;

    DossierCodesController(DossierAliases aliases, SentDossiers sent, DataSource database, Clock clock) {
        this.aliases = aliases;
        this.sent = sent;
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param own {@code MaHoSo}, the one-stop system's
     * @param portal {@code MaHoSoKhac}, the portal's
     */
    record Codes(
            @JsonProperty("MaHoSo") @Nullable String own,
            @JsonProperty("MaHoSoKhac") @Nullable String portal) {}

    /** The one-stop system tells its own code of a dossier that it was sent. The same again changes nothing. */
    @PostMapping(
            path = "/api/v1/dossier-codes",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Codes link(@RequestBody Codes codes, @AuthenticationPrincipal Caller caller) {
        String own = codes.own();
        String portal = codes.portal();
        if (own == null || own.isBlank() || own.length() > LONGEST) {
            throw refused("/MaHoSo", "is required, with at most " + LONGEST + " characters");
        }
        if (portal == null || DossierCode.parse(portal) == null) {
            throw refused("/MaHoSoKhac", "is not a dossier code");
        }
        return switch (link(caller.requireAgency(), portal, own)) {
            case LINKED -> codes;
            case UNKNOWN -> throw StandardDetail.of(ProblemType.NOT_FOUND);
            case CONFLICT ->
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        "One of the two codes is linked to another one already.",
                        "Một trong hai mã đã được gắn với mã khác.");
        };
    }

    private DossierAliases.Link link(String agency, String portal, String own) {
        try (Connection connection = database.getConnection()) {
            return aliases.link(connection, agency, portal, own, clock.instant());
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the codes could not be linked", e);
        }
    }

    /** By either code: for the agency that handles the dossier, and by its own code for the portal. */
    @GetMapping(path = "/api/v1/dossier-codes/{code}", produces = MediaType.APPLICATION_JSON_VALUE)
    Codes find(@PathVariable String code, @AuthenticationPrincipal Caller caller) {
        String agency = caller.requireAgency();
        Optional<DossierAliases.Pair> pair = aliases.find(code)
                .filter(found -> found.agency().equals(agency)
                        || sent.first(agency, code).isPresent())
                .or(() -> aliases.findOwn(agency, code));
        return pair.map(found -> new Codes(found.ownCode(), found.portalCode()))
                .orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
    }

    private static ProblemException refused(String pointer, String detail) {
        return new ProblemException(
                ProblemType.SCHEMA_VIOLATION,
                "The codes are not as they should be: " + pointer + " " + detail + ".",
                "Mã hồ sơ không hợp lệ.",
                new Violation(pointer, detail));
    }
}
