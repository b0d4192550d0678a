package org.lienthong.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.document.AttachmentReader.Found;
import org.lienthong.problem.Violation;

/**
 * What the body says is attached. Each {@code Reference} has exactly one attachment of the same {@code ContentId} and the
 * other way round; {@code cid:} in front is optional on either side, names may differ.
 */
final class Manifest {

    private static final int SHOWN = 60;

    private final Map<String, Node> references = new LinkedHashMap<>();
    private final List<Violation> mismatches = new ArrayList<>();

    void add(Node manifest, Findings findings) {
        for (Node reference : manifest.children("Reference")) {
            String id = reference.textOf("ContentId");
            String contentId = contentId(id == null ? reference.href() : id);
            if (contentId.isEmpty()) {
                findings.violation(reference.pointer() + "/ContentId", "is missing");
            } else if (references.putIfAbsent(contentId, reference) != null) {
                mismatch(reference.pointer(), contentId, "is referred to twice");
            }
        }
    }

    int size() {
        return references.size();
    }

    /** The attachments, or a refusal that names every {@code ContentId} without its counterpart. */
    List<Attachment> match(List<Found> found) {
        List<Attachment> attachments = new ArrayList<>(found.size());
        Set<String> seen = new LinkedHashSet<>();
        for (Found one : found) {
            String contentId = contentId(one.labels().textOf("ContentId"));
            Node reference = references.get(contentId);
            if (!seen.add(contentId)) {
                mismatch(one.pointer(), contentId, "is attached twice");
            } else if (reference == null) {
                mismatch(one.pointer(), contentId, "is attached but not in the manifest");
            } else {
                attachments.add(attachment(one, contentId, reference));
            }
        }
        references.forEach((contentId, reference) -> {
            if (!seen.contains(contentId)) {
                mismatch(reference.pointer(), contentId, "is in the manifest but not attached");
            }
        });
        if (!mismatches.isEmpty()) {
            throw Refusals.attachments(mismatches);
        }
        return attachments;
    }

    private static Attachment attachment(Found found, String contentId, Node reference) {
        return new Attachment(
                contentId,
                first(found.labels().textOf("AttachmentName"), reference.textOf("AttachmentName"), contentId),
                found.labels().textOf("ContentType") == null
                        ? reference.textOf("ContentType")
                        : found.labels().textOf("ContentType"),
                found.size(),
                found.sha256());
    }

    private static String first(@Nullable String name, @Nullable String other, String otherwise) {
        if (name != null) {
            return name;
        }
        return other == null ? otherwise : other;
    }

    private static String contentId(@Nullable String raw) {
        String id = raw == null ? "" : raw.strip();
        return id.regionMatches(true, 0, "cid:", 0, 4) ? id.substring(4).strip() : id;
    }

    private void mismatch(String pointer, String contentId, String what) {
        String shown = contentId.length() > SHOWN ? contentId.substring(0, SHOWN) + "…" : contentId;
        mismatches.add(new Violation(pointer, "ContentId " + shown + " " + what));
    }
}
