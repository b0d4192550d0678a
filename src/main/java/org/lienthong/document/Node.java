package org.lienthong.document;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/** A small element tree for the bounded parts of the file: headers, manifest entries, an attachment's labels. */
final class Node {

    static final String QCVN_102 = "http://www.mic.gov.vn/TBT/QCVN_102_2016";

    /** Counts the elements held, over all trees of one file. */
    static final class Budget {
        private final int limit;
        private int used;

        Budget(int limit) {
            this.limit = limit;
        }

        void take() {
            if (++used > limit) {
                throw Refusals.limit("elements of the header", limit);
            }
        }
    }

    private final String parentPointer;
    private final @Nullable Node parent;
    private final String name;
    private final boolean qcvn;
    private final int index;
    private final String href;
    private List<Node> children = List.of();
    private String text = "";

    private Node(String parentPointer, @Nullable Node parent, String name, boolean qcvn, int index, String href) {
        this.parentPointer = parentPointer;
        this.parent = parent;
        this.name = name;
        this.qcvn = qcvn;
        this.index = index;
        this.href = href;
    }

    /** A node that is filled by {@link #add}, for an element whose children are not all held. */
    static Node container(String pointer) {
        return new Node(pointer, null, "", true, 1, "");
    }

    /** Reads from a start tag to its end tag. */
    static Node read(XmlCursor xml, String parentPointer, int index, Budget budget) throws IOException {
        return read(xml, parentPointer, null, index, budget);
    }

    private static Node read(XmlCursor xml, String parentPointer, @Nullable Node parent, int index, Budget budget)
            throws IOException {
        budget.take();
        Node node = new Node(parentPointer, parent, xml.localName(), xml.isQcvn(), index, xml.attribute("href"));
        StringBuilder text = null;
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> node.add(xml, budget);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    text = text == null ? new StringBuilder(xml.textLength()) : text;
                    text.append(xml.textBuffer(), xml.textStart(), xml.textLength());
                    if (text.length() > xml.limits().fieldLength()) {
                        throw Refusals.limit(
                                "characters of one header field", xml.limits().fieldLength());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    node.text = text == null ? "" : clean(text);
                    return node;
                }
                default -> {}
            }
        }
    }

    /** Reads the element at hand and appends it. */
    void add(XmlCursor xml, Budget budget) throws IOException {
        if (children.isEmpty()) {
            children = new ArrayList<>();
        }
        String childName = xml.localName();
        int same = 1;
        for (int i = children.size() - 1; i >= 0; i--) {
            if (children.get(i).name.equals(childName)) {
                same = children.get(i).index + 1;
                break;
            }
        }
        children.add(read(xml, "", this, same, budget));
    }

    private static String clean(StringBuilder text) {
        return nfc(text.toString().strip());
    }

    /** Vietnamese letters come composed and decomposed: everything that is compared is compared in NFC. */
    static String nfc(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x300) {
                return Normalizer.normalize(text, Normalizer.Form.NFC);
            }
        }
        return text;
    }

    /** Where this is, as an XPath of local names. */
    String pointer() {
        String base = parent == null ? parentPointer : parent.pointer();
        if (name.isEmpty()) {
            return base;
        }
        return base + "/" + name + (index > 1 ? "[" + index + "]" : "");
    }

    String name() {
        return name;
    }

    /** Text directly inside, stripped, NFC; empty when there is none. */
    String text() {
        return text;
    }

    /** The value of an attribute {@code href} in whatever namespace; empty when there is none. */
    String href() {
        return href;
    }

    List<Node> children() {
        return children;
    }

    /** Children in the namespace of QCVN 102 with this name. */
    List<Node> children(String childName) {
        List<Node> found = new ArrayList<>(2);
        for (Node child : children) {
            if (child.qcvn && child.name.equals(childName)) {
                found.add(child);
            }
        }
        return found;
    }

    /** The first of {@link #children(String)}, or null. */
    @Nullable
    Node child(String childName) {
        for (Node child : children) {
            if (child.qcvn && child.name.equals(childName)) {
                return child;
            }
        }
        return null;
    }

    /** The text of the first child of this name; null when there is none or it is empty. */
    @Nullable
    String textOf(String childName) {
        Node child = child(childName);
        return child == null || child.text.isEmpty() ? null : child.text;
    }
}
