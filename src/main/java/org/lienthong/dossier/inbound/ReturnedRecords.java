package org.lienthong.dossier.inbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agency;
import org.lienthong.dossier.DossierAliases;
import org.lienthong.dossier.file.FileLinks;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns what a one-stop system reports into what the portal can use: the portal's own code of a dossier in place of the
 * system's, and links through the hub in place of addresses that only the system's own network knows. Whatever else stands
 * in the record stays.
 */
public final class ReturnedRecords {

    /** Numbers stay as they were written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final byte[] ADDRESS = "\"DuongDanT".getBytes(US_ASCII);
    private static final Map<String, String> FILES =
            Map.of("TaiLieuNop", "DuongDanTaiTepTin", "DanhSachGiayToKetQua", "DuongDanTepTinKetQua");

    private final DossierAliases aliases;
    private final FileLinks links;
    private final Supplier<Optional<Agency>> portal;

    /** @param portal the agency whose portal it is, if there is one */
    ReturnedRecords(DossierAliases aliases, FileLinks links, Supplier<Optional<Agency>> portal) {
        this.aliases = aliases;
        this.links = links;
        this.portal = portal;
    }

    /** The portal's code of each dossier that has another one at the agency's system, in one query for all. */
    public Map<String, String> portalCodes(String agency, Collection<String> ownCodes) {
        return ownCodes.isEmpty() ? Map.of() : aliases.portalCodes(agency, ownCodes);
    }

    /** Whether links to the agency's files can be made at all: it, or who took over from it, has a registered system. */
    public boolean hasFiles(String agency) {
        return links.isOwner(agency);
    }

    /**
     * The record as the portal should have it; the same array when nothing changes.
     *
     * @param agency id of the agency that reports
     * @param record a HoSo or TienDo that the hub accepted, one JSON object
     * @param portalCode the portal's code of the dossier when it is another one, else null
     */
    public byte[] toPortal(String agency, byte[] record, @Nullable String portalCode) {
        boolean files = hasFiles(agency) && contains(record, ADDRESS);
        if (portalCode == null && !files || !(JSON.readTree(record) instanceof ObjectNode changed)) {
            return record;
        }
        boolean differs = false;
        if (portalCode != null) {
            changed.put("MaHoSo", portalCode);
            changed.remove("MaHoSoKhac");
            differs = true;
        }
        Optional<Agency> recipient = portal.get();
        if (files && recipient.isPresent()) {
            for (Map.Entry<String, String> list : FILES.entrySet()) {
                for (JsonNode item : changed.path(list.getKey())) {
                    differs |= item instanceof ObjectNode file
                            && link(
                                    agency,
                                    file,
                                    list.getValue(),
                                    recipient.get().id());
                }
            }
        }
        return differs ? changed.toString().getBytes(UTF_8) : record;
    }

    /** An address that is not beneath a registered system stays: the portal may know it from elsewhere. */
    private boolean link(String agency, ObjectNode file, String member, String recipient) {
        String address = file.path(member).asString("");
        String link = address.isEmpty() ? null : links.link(agency, address, recipient);
        if (link == null) {
            return false;
        }
        file.put(member, link);
        return true;
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++) {
            int j = 0;
            while (j < part.length && bytes[i + j] == part[j]) {
                j++;
            }
            if (j == part.length) {
                return true;
            }
        }
        return false;
    }
}
