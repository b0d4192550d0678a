package org.lienthong.document;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a document may demand of the hub. The total size is limited by whoever hands in the stream.
 *
 * @param depth nested elements
 * @param attributes attributes of one element
 * @param nameLength characters of an element, attribute or prefix name
 * @param fieldLength characters of one header field
 * @param headerBytes bytes of the file outside attachment contents
 * @param headerElements elements held in memory while the header is read
 * @param elements elements in the whole file
 * @param recipients {@code To} elements
 * @param attachments attachments
 * @param attachmentNameLength characters of an attachment's name
 * @param attachmentBytes decoded bytes of one attachment
 * @param archives what zipped attachments may unfold to
 */
@ConfigurationProperties("hub.edxml")
public record EdxmlLimits(
        @DefaultValue("64") int depth,
        @DefaultValue("100") int attributes,
        @DefaultValue("256") int nameLength,
        @DefaultValue("65536") int fieldLength,
        @DefaultValue("1048576") long headerBytes,
        @DefaultValue("20000") int headerElements,
        @DefaultValue("1000000") long elements,
        @DefaultValue("1000") int recipients,
        @DefaultValue("100") int attachments,
        @DefaultValue("255") int attachmentNameLength,
        @DefaultValue("524288000") long attachmentBytes,
        @DefaultValue Archives archives,
        @DefaultValue Secrecy secrecy) {

    /**
     * Zip archives by content, whatever their label.
     *
     * @param entries entries, those of archives in archives counted
     * @param depth archives in archives
     * @param ratio inflated bytes per byte of the archive, looked at beyond the first mebibyte
     * @param inflatedBytes inflated bytes in all
     */
    public record Archives(
            @DefaultValue("1000") int entries,
            @DefaultValue("4") int depth,
            @DefaultValue("100") int ratio,
            @DefaultValue("1073741824") long inflatedBytes) {

        public Archives {
            if (entries < 1 || depth < 1 || ratio < 1 || inflatedBytes < 1) {
                throw new IllegalArgumentException("hub.edxml.archives: every limit must be at least 1");
            }
        }
    }

    /**
     * How a document shows that it is a state secret and may not pass.
     *
     * @param markings the markings, in capitals, longest first
     * @param elements header elements that give the level, compared without case
     * @param openLevels values of those elements, in capitals, that mean "not secret"; everything else is refused
     * @param before words that, before a one-word marking, make another word of it (BẢO MẬT: security)
     * @param after the same behind it (MẬT KHẨU: password)
     */
    public record Secrecy(
            @DefaultValue({"TUYỆT MẬT", "TỐI MẬT", "MẬT"}) List<String> markings,

            @DefaultValue({"SecurityLevel", "SecretLevel", "SecrecyLevel", "ConfidentialLevel", "DoMat"})
            List<String> elements,

            @DefaultValue({"0", "THƯỜNG", "BÌNH THƯỜNG", "KHÔNG", "KHÔNG MẬT", "NORMAL", "NONE", "PUBLIC"})
            List<String> openLevels,

            @DefaultValue({"BẢO", "BÍ", "CƠ", "THÂN", "NỘI"})
            List<String> before,

            @DefaultValue({"ĐỘ", "MÃ", "KHẨU", "THƯ", "ONG", "THIẾT", "SƠN", "VỤ", "BÁO"})
            List<String> after) {

        public Secrecy {
            if (markings.isEmpty()) {
                throw new IllegalArgumentException("hub.edxml.secrecy.markings must not be empty");
            }
            markings = List.copyOf(markings);
            elements = List.copyOf(elements);
            openLevels = List.copyOf(openLevels);
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        /** The markings of the Law on State Secrets. */
        public static Secrecy defaults() {
            return new Secrecy(
                    List.of("TUYỆT MẬT", "TỐI MẬT", "MẬT"),
                    List.of("SecurityLevel", "SecretLevel", "SecrecyLevel", "ConfidentialLevel", "DoMat"),
                    List.of("0", "THƯỜNG", "BÌNH THƯỜNG", "KHÔNG", "KHÔNG MẬT", "NORMAL", "NONE", "PUBLIC"),
                    List.of("BẢO", "BÍ", "CƠ", "THÂN", "NỘI"),
                    List.of("ĐỘ", "MÃ", "KHẨU", "THƯ", "ONG", "THIẾT", "SƠN", "VỤ", "BÁO"));
        }
    }

    public EdxmlLimits {
        if (depth < 8 || attributes < 4 || nameLength < 32 || fieldLength < 1024 || headerBytes < 65536) {
            throw new IllegalArgumentException("hub.edxml: a limit is too small for any honest document");
        }
        if (headerElements < 100 || elements < 100 || recipients < 1 || attachments < 0 || attachmentBytes < 0) {
            throw new IllegalArgumentException("hub.edxml: a count is too small for any honest document");
        }
    }

    public static EdxmlLimits defaults() {
        return new EdxmlLimits(
                64,
                100,
                256,
                64 * 1024,
                1024 * 1024,
                20_000,
                1_000_000,
                1000,
                100,
                255,
                500L * 1024 * 1024,
                new Archives(1000, 4, 100, 1024L * 1024 * 1024),
                Secrecy.defaults());
    }
}
