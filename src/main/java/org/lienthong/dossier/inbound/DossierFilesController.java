package org.lienthong.dossier.inbound;

import static org.lienthong.dossier.StrictJson.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.StrictJson;
import org.lienthong.dossier.file.FileLinks;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.security.Caller;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /api/v1/dossier-files/{exchangeId}}: links to the files that a citizen handed in with a dossier, for the
 * one-stop system that was sent it. The dossier itself stays byte for byte as the portal wrote it; links are made when they
 * are asked for, so that they need not live long.
 */
@RestController
final class DossierFilesController {

    /** Where addresses of files stand in a HoSo. */
    private static final Map<String, String> LISTS =
            Map.of("TaiLieuNop", "DuongDanTaiTepTin", "DanhSachGiayToKetQua", "DuongDanTepTinKetQua");

    private final SentDossiers sent;
    private final FileLinks links;

    DossierFilesController(SentDossiers sent, FileLinks links) {
        this.sent = sent;
        this.links = links;
    }

    record Files(List<FileView> items) {}

    /**
     * One file.
     *
     * @param pointer where its address stands in the dossier, a JSON pointer
     * @param url null when there is no link, for that reason
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FileView(
            String pointer,
            @Nullable String url,
            @Nullable Instant expiresAt,
            @Nullable String reason) {}

    @GetMapping(path = "/api/v1/dossier-files/{exchangeId}", produces = MediaType.APPLICATION_JSON_VALUE)
    Files list(@PathVariable UUID exchangeId, @AuthenticationPrincipal Caller caller) {
        SentDossiers.Content content =
                sent.content(exchangeId, caller.scope()).orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
        ObjectNode record = StrictJson.object(content.bytes());
        String reachedAt =
                ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
        List<FileView> files = new ArrayList<>();
        LISTS.keySet().stream().sorted().forEach(list -> {
            JsonNode items = record.path(list);
            for (int i = 0; i < items.size(); i++) {
                String member = String.valueOf(LISTS.get(list));
                String address = text(items.get(i), member);
                if (address != null) {
                    files.add(view(exchangeId, content, "/" + list + "/" + i + "/" + member, address, reachedAt));
                }
            }
        });
        return new Files(files);
    }

    private FileView view(
            UUID exchangeId, SentDossiers.Content content, String pointer, String address, String reachedAt) {
        Optional<FileLinks.Issued> issued =
                links.issue(content.sender(), address, content.recipient(), exchangeId, reachedAt);
        return issued.map(link -> new FileView(pointer, link.url(), link.expires(), null))
                .orElseGet(() -> new FileView(
                        pointer, null, null, "the address is not beneath a registered system of " + content.sender()));
    }
}
