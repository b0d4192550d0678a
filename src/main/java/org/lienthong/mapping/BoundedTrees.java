package org.lienthong.mapping;

import net.sf.saxon.event.Builder;
import net.sf.saxon.event.PipelineConfiguration;
import net.sf.saxon.om.AttributeMap;
import net.sf.saxon.om.NamespaceMap;
import net.sf.saxon.om.NodeName;
import net.sf.saxon.om.TreeModel;
import net.sf.saxon.s9api.Location;
import net.sf.saxon.str.UnicodeString;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.tree.tiny.TinyBuilder;
import net.sf.saxon.type.SchemaType;

/**
 * Ends a run of a stylesheet whose trees, the input's among them, take too much memory together, as a variable that is filled
 * without end. An estimate: two bytes a character, {@value #NODE} a node. What it keeps in texts and sequences is not
 * counted, for the processor tells nobody of it; the time limit and that of the result are all that bounds these.
 */
final class BoundedTrees extends TreeModel {

    private static final int NODE = 64;

    private final String mapping;
    private long left;

    /** For one run. */
    BoundedTrees(String mapping, long most) {
        this.mapping = mapping;
        this.left = most;
    }

    @Override
    public Builder makeBuilder(PipelineConfiguration pipe) {
        return new Counting(pipe);
    }

    private void take(long characters, long nodes) {
        left -= 2 * characters + NODE * nodes;
        if (left < 0) {
            throw new MappingException(mapping, 0, "took too much memory", null);
        }
    }

    private final class Counting extends TinyBuilder {

        Counting(PipelineConfiguration pipe) {
            super(pipe);
        }

        @Override
        public void startElement(
                NodeName name,
                SchemaType type,
                AttributeMap attributes,
                NamespaceMap namespaces,
                Location location,
                int properties)
                throws XPathException {
            take(0, 1L + attributes.size());
            for (var attribute : attributes) {
                take(attribute.getValue().length(), 0);
            }
            super.startElement(name, type, attributes, namespaces, location, properties);
        }

        @Override
        public void characters(UnicodeString text, Location location, int properties) throws XPathException {
            take(text.length(), 1);
            super.characters(text, location, properties);
        }

        @Override
        public void comment(UnicodeString text, Location location, int properties) throws XPathException {
            take(text.length(), 1);
            super.comment(text, location, properties);
        }

        @Override
        public void processingInstruction(String name, UnicodeString text, Location location, int properties)
                throws XPathException {
            take(text.length(), 1);
            super.processingInstruction(name, text, location, properties);
        }
    }
}
