package org.lienthong.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Directories;
import org.lienthong.problem.TraceId;
import org.lienthong.security.Caller;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/configuration…}: publishing, the history, approving and taking back. For stewards. */
@RestController
final class ConfigurationController {

    private static final int LARGEST_PAGE = 500;

    private final Publisher publisher;
    private final Versions versions;
    private final PublishSettings settings;

    ConfigurationController(Publisher publisher, Versions versions, PublishSettings settings) {
        this.publisher = publisher;
        this.versions = versions;
        this.settings = settings;
    }

    /** @param next the value of {@code before} for the next page; null on the last one */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<Version> items, @Nullable Long next) {}

    /** What came of a publication. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(Version version, List<Difference.Changed> difference, boolean unchanged, boolean dryRun) {}

    /** One version with what it changed. */
    record Detail(Version version, List<Difference.Changed> difference) {}

    /** What is asked of {@link #publishDirectory}. */
    record Named(@Nullable String directory) {}

    @PostMapping(path = "/api/v1/configuration", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answer> publish(
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(required = false) @Nullable Long parent,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request)
            throws IOException {
        String why = Candidate.reason(reason);
        long most = settings.maxBundle().toBytes();
        byte[] packed = request.getInputStream().readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
        try {
            if (packed.length > most) {
                throw new BundleException("size", "", "it is larger than " + settings.maxBundle());
            }
            return publish(Bundle.read(packed, settings.limits()), why, parent, dryRun, caller, request);
        } catch (BundleException e) {
            throw Refusal.of(e);
        }
    }

    @PostMapping(
            path = "/api/v1/configuration",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answer> publishDirectory(
            @RequestBody Named named,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(required = false) @Nullable Long parent,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request)
            throws IOException {
        String why = Candidate.reason(reason);
        Path directory = allowed(named.directory());
        try {
            Tree tree = Tree.of(
                    new Directories(directory.resolve("config"), directory.resolve("routes")), settings.limits());
            return publish(tree, why, parent, dryRun, caller, request);
        } catch (BundleException e) {
            throw Refusal.of(e);
        } catch (NoSuchFileException | UncheckedIOException e) {
            throw Refusal.of(new BundleException("unreadable", "", "the directory changes while it is read"));
        }
    }

    private ResponseEntity<Answer> publish(
            Tree tree,
            String reason,
            @Nullable Long parent,
            boolean dryRun,
            Caller caller,
            HttpServletRequest request) {
        Candidate candidate = new Candidate(tree, "api", caller.id(), reason, parent, TraceId.of(request));
        return answer(publisher.publish(candidate, dryRun), dryRun);
    }

    private Path allowed(@Nullable String name) throws IOException {
        Path above = settings.allowedDirectory();
        if (above == null || name == null || name.isBlank()) {
            throw Refusal.parameter("directory", "is not among those that hub.configuration.allowed-directory permits");
        }
        Path asked = above.resolve(name).normalize();
        if (!Files.isDirectory(asked) || !asked.toRealPath().startsWith(above.toRealPath())) {
            throw Refusal.parameter("directory", "is not among those that hub.configuration.allowed-directory permits");
        }
        return asked.toRealPath();
    }

    @GetMapping(path = "/api/v1/configuration", produces = MediaType.APPLICATION_JSON_VALUE)
    Page history(@RequestParam(required = false) @Nullable Long before, @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw Refusal.parameter("limit", "must be 1 to " + LARGEST_PAGE);
        }
        List<Version> found = versions.history(before == null ? Long.MAX_VALUE : before, limit + 1);
        boolean more = found.size() > limit;
        List<Version> page = more ? found.subList(0, limit) : found;
        return new Page(page, more ? page.get(limit - 1).version() : null);
    }

    @GetMapping(path = "/api/v1/configuration/{version}", produces = MediaType.APPLICATION_JSON_VALUE)
    Detail one(@PathVariable long version) {
        return new Detail(
                versions.find(version).orElseThrow(Refusal::unknown),
                versions.difference(version).files());
    }

    @GetMapping(path = "/api/v1/configuration/{version}/bundle", produces = "application/gzip")
    ResponseEntity<byte[]> bundle(@PathVariable long version) {
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"configuration-" + version + ".tar.gz\"")
                .body(Bundle.write(versions.files(version).orElseThrow(Refusal::unknown)));
    }

    @PostMapping(path = "/api/v1/configuration/{version}/rollback", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answer> rollBack(
            @PathVariable long version,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        return answer(publisher.rollBack(version, caller.id(), reason, TraceId.of(request)), false);
    }

    @PostMapping(path = "/api/v1/configuration/{version}/approve", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answer> approve(
            @PathVariable long version,
            @RequestParam(required = false) @Nullable String reason,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        return answer(publisher.approve(version, caller.id(), reason, TraceId.of(request)), false);
    }

    @PostMapping(path = "/api/v1/configuration/{version}/decline", produces = MediaType.APPLICATION_JSON_VALUE)
    Version decline(
            @PathVariable long version,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        return publisher.decline(version, caller.id(), reason, TraceId.of(request));
    }

    private static ResponseEntity<Answer> answer(Publisher.Outcome outcome, boolean dryRun) {
        Version version = outcome.version();
        Answer answer = new Answer(version, outcome.difference().files(), outcome.unchanged(), dryRun);
        if (dryRun || outcome.unchanged()) {
            return ResponseEntity.ok(answer);
        }
        URI location = URI.create("/api/v1/configuration/" + version.version());
        return (version.is(Version.State.PROPOSED) ? ResponseEntity.accepted() : ResponseEntity.status(201))
                .location(location)
                .body(answer);
    }
}
