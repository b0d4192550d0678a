package org.lienthong.crash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A synthetic document; the same values always make the same bytes, so that a repetition needs no memory of the first.
 *
 * @param number unique in the run
 * @param attachmentBytes size of its attachment before base64
 */
record Letter(String sender, long number, List<String> recipients, int attachmentBytes) {

    private static final String HOP_END = "</edXML:TraceHeader>";

    /** The header is within the first bytes, whatever the attachment. */
    private static final int HEADER_BYTES = 64 * 1024;

    String documentId() {
        return sender + ",2026/11/20," + number + "/VB-TM";
    }

    /** What the hub must take for one and the same: sender, DocumentId, business type. */
    String key() {
        return sender + "|" + documentId() + "|0";
    }

    byte[] bytes() {
        return HEAD.replace("{sender}", sender)
                .replace("{to}", to())
                .replace("{documentId}", documentId())
                .replace("{number}", Long.toString(number))
                .concat(attachment())
                .concat(TAIL)
                .getBytes(StandardCharsets.UTF_8);
    }

    private String to() {
        StringBuilder to = new StringBuilder();
        for (String recipient : recipients) {
            to.append("        <edXML:To>\n          <edXML:OrganId>")
                    .append(recipient)
                    .append("</edXML:OrganId>\n          <edXML:OrganName>Cơ quan ")
                    .append(recipient)
                    .append("</edXML:OrganName>\n        </edXML:To>\n");
        }
        return to.toString();
    }

    private String attachment() {
        byte[] bytes = new byte[attachmentBytes];
        new SplittableRandom(number).nextBytes(bytes);
        byte[] magic = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, bytes, 0, Math.min(magic.length, bytes.length));
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The key that delivered bytes carry. */
    static String keyOf(byte[] delivered) {
        String header = header(delivered);
        String sender = between(header, "<edXML:OrganId>", "</edXML:OrganId>");
        return sender + "|" + between(header, "<edXML:DocumentId>", "</edXML:DocumentId>") + "|0";
    }

    /** The digest of delivered bytes without the one trace header that the hub adds behind the sender's. */
    static String originalSha256(byte[] delivered) {
        // ISO-8859-1: one character per byte, so that positions in the text are positions in the bytes
        String header = new String(delivered, 0, Math.min(delivered.length, HEADER_BYTES), StandardCharsets.ISO_8859_1);
        int own = header.indexOf(HOP_END);
        int hub = own < 0 ? -1 : header.indexOf(HOP_END, own + 1);
        MessageDigest digest = DigestUtils.getSha256Digest();
        if (hub < 0) {
            return HexFormat.of().formatHex(digest.digest(delivered));
        }
        int cut = own + HOP_END.length();
        int resume = hub + HOP_END.length();
        digest.update(delivered, 0, cut);
        digest.update(delivered, resume, delivered.length - resume);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String header(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, HEADER_BYTES), StandardCharsets.UTF_8);
    }

    private static String between(String text, String open, String close) {
        int from = text.indexOf(open);
        int to = text.indexOf(close, from + 1);
        return from < 0 || to < 0 ? "" : text.substring(from + open.length(), to);
    }

    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016">
              <edXML:edXMLEnvelope xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">
                <edXML:edXMLHeader>
                  <edXML:MessageHeader>
                    <edXML:From>
                      <edXML:OrganId>{sender}</edXML:OrganId>
                      <edXML:OrganName>Cơ quan {sender}</edXML:OrganName>
                      <edXML:Email>vanthu@{sender}.example</edXML:Email>
                    </edXML:From>
            {to}        <edXML:DocumentId>{documentId}</edXML:DocumentId>
                    <edXML:Code>
                      <edXML:CodeNumber>{number}</edXML:CodeNumber>
                      <edXML:CodeNotation>VB-TM</edXML:CodeNotation>
                    </edXML:Code>
                    <edXML:PromulgationInfo>
                      <edXML:Place>Hà Nội</edXML:Place>
                      <edXML:PromulgationDate>2026/11/20</edXML:PromulgationDate>
                    </edXML:PromulgationInfo>
                    <edXML:DocumentType>
                      <edXML:Type>1</edXML:Type>
                      <edXML:TypeDetail>0</edXML:TypeDetail>
                      <edXML:TypeName>Công văn</edXML:TypeName>
                    </edXML:DocumentType>
                    <edXML:Subject>V/v thử nghiệm sự cố số {number}</edXML:Subject>
                    <edXML:SignerInfo>
                      <edXML:Competence>KT.</edXML:Competence>
                      <edXML:Position>Phó Chủ nhiệm</edXML:Position>
                      <edXML:FullName>Nguyễn Văn Mẫu</edXML:FullName>
                    </edXML:SignerInfo>
                  </edXML:MessageHeader>
                  <edXML:TraceHeaderList>
                    <edXML:TraceHeader>
                      <edXML:OrganId>{sender}</edXML:OrganId>
                      <edXML:Timestamp>2026/11/20 09:15:00</edXML:Timestamp>
                    </edXML:TraceHeader>
                    <edXML:Bussiness>
                      <edXML:BussinessDocType>0</edXML:BussinessDocType>
                      <edXML:BussinessDocReason>Văn bản điện tử mới</edXML:BussinessDocReason>
                      <edXML:Paper>0</edXML:Paper>
                    </edXML:Bussiness>
                  </edXML:TraceHeaderList>
                </edXML:edXMLHeader>
                <edXML:edXMLBody>
                  <edXML:edXMLManifest version="1.0">
                    <edXML:Reference>
                      <edXML:ContentId>cid:1</edXML:ContentId>
                      <edXML:ContentType>application/pdf</edXML:ContentType>
                      <edXML:Description>thu.pdf</edXML:Description>
                      <edXML:AttachmentName>thu.pdf</edXML:AttachmentName>
                    </edXML:Reference>
                  </edXML:edXMLManifest>
                </edXML:edXMLBody>
              </edXML:edXMLEnvelope>
              <AttachmentEncoded>
                <Attachment>
                  <ContentId>cid:1</ContentId>
                  <AttachmentName>thu.pdf</AttachmentName>
                  <Description>thu.pdf</Description>
                  <ContentType>application/pdf</ContentType>
                  <edXML:ContentTransferEncoded xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">""";

    private static final String TAIL = """
            </edXML:ContentTransferEncoded>
                </Attachment>
              </AttachmentEncoded>
            </edXML>
            """;
}
