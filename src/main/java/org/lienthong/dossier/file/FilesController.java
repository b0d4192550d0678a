package org.lienthong.dossier.file;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencySystem;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditTrail;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.lienthong.call.Deadline;
import org.lienthong.call.Systems;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.lienthong.security.Caller;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/v1/files/{token}}: the file that a link leads to, for the agency that it was made for. A link that the
 * hub did not sign, or signed for somebody else, leads nowhere (404); one that has ended is forbidden (403). The audit entry
 * is durable before the first byte leaves.
 */
@RestController
final class FilesController {

    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z]+/[a-z0-9.+-]{1,80}");

    private final FileLinks links;
    private final Systems systems;
    private final AuditTrail audit;
    private final FileSettings settings;
    private final Clock clock;

    FilesController(FileLinks links, Systems systems, AuditTrail audit, FileSettings settings, Clock clock) {
        this.links = links;
        this.systems = systems;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/api/v1/files/{token}")
    void fetch(
            @PathVariable String token,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        FileLink link = links.read(token)
                .filter(signed -> caller.scope().contains(signed.recipient()))
                .orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
        if (links.expired(link)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "The link has ended. Ask for a new one.",
                    "Liên kết đã hết hạn. Hãy lấy liên kết mới.");
        }
        Agency owner = links.owner(link).orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
        AgencySystem system = links.system(link).orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
        systems.download(
                owner,
                system,
                link.file(),
                settings.largest().toBytes(),
                Deadline.in(settings.timeout(), System::nanoTime),
                (contentType, length) -> {
                    audit.record(List.of(released(link, token, caller, length, TraceId.of(request))));
                    return begin(response, contentType, length);
                });
    }

    /** What a system says about its file is repeated as far as it is harmless: nothing here is meant for a browser. */
    private static OutputStream begin(HttpServletResponse response, @Nullable String contentType, long length)
            throws IOException {
        String media = contentType == null ? "" : contentType.split(";", 2)[0].strip();
        boolean known = MEDIA_TYPE.matcher(media).matches();
        response.setContentType(known ? media : "application/octet-stream");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (length >= 0) {
            response.setContentLengthLong(length);
        }
        return response.getOutputStream();
    }

    private AuditEntry released(FileLink link, String token, Caller caller, long length, String traceId) {
        return AuditEntry.of(
                        AuditEvent.FILE_RELEASED,
                        clock.instant(),
                        Who.of(link.recipient(), caller.id()).to(link.owner()),
                        Origin.of("rest", traceId))
                .about(About.exchange(link.exchange(), "file"))
                .content(FileLinks.digest(token), length < 0 ? null : length);
    }
}
