package org.lienthong.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.OutputKeys;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltExecutable;
import org.lienthong.codelist.CodeException;

/**
 * A stylesheet (XSLT 3.0). XML is its source document, JSON the map or array that {@code match="."} gets. Headers come as
 * the parameters that it declares; {@code today} and {@code now} are Viet Nam's day and moment.
 */
final class XsltMapping implements Mapping {

    private final String name;
    private final Processor processor;
    private final XsltExecutable stylesheet;
    private final Set<String> parameters;
    private final String contentType;
    private final MappingInput input;
    private final Today today;
    private final long maxOutput;
    private final long memory;

    XsltMapping(
            String name,
            Processor processor,
            XsltExecutable stylesheet,
            MappingInput input,
            Today today,
            long maxOutput,
            long memory) {
        this.name = name;
        this.processor = processor;
        this.stylesheet = stylesheet;
        this.parameters = stylesheet.getGlobalParameters().keySet().stream()
                .filter(parameter -> parameter.getNamespaceURI().isEmpty())
                .map(QName::getLocalName)
                .collect(Collectors.toUnmodifiableSet());
        this.contentType = contentType(stylesheet);
        this.input = input;
        this.today = today;
        this.maxOutput = maxOutput;
        this.memory = memory;
    }

    private static String contentType(XsltExecutable stylesheet) {
        String method = stylesheet
                .getUnderlyingCompiledStylesheet()
                .getPrimarySerializationProperties()
                .getProperty(OutputKeys.METHOD);
        return "json".equals(method) ? Mapped.JSON : "text".equals(method) ? Mapped.TEXT : Mapped.XML;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Mapped apply(byte[] message, Map<String, Object> headers) {
        BoundedOutput out = new BoundedOutput(maxOutput);
        try {
            Xslt30Transformer run = stylesheet.load30();
            // Either would write what is mapped to the log.
            run.setErrorReporter(error -> {});
            run.setMessageHandler(said -> {});
            run.setResourceResolver(XsltCompilation::refuse);
            run.setStylesheetParameters(values(headers));
            run.getUnderlyingController().setModel(new BoundedTrees(name, memory + 32L * message.length));
            Serializer to = run.newSerializer(out);
            if (MappingInput.isXml(message)) {
                run.transform(input.xml(message, "urn:lienthong:input"), to);
            } else {
                XdmValue json = processor.newJsonBuilder().parseJson(new StringReader(new String(message, UTF_8)));
                if (json instanceof XdmItem item) {
                    run.setGlobalContextItem(item);
                }
                run.applyTemplates(json, to);
            }
            return new Mapped(out.toByteArray(), contentType);
        } catch (XMLStreamException e) {
            throw new MappingException(name, 0, "the input is not well-formed XML", e);
        } catch (SaxonApiException | RuntimeException | StackOverflowError e) {
            throw failure(e);
        }
    }

    /** The processor wraps what is thrown within it, some of it more than once. */
    private RuntimeException failure(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CodeException || cause instanceof MappingException) {
                return (RuntimeException) cause;
            }
            if (cause instanceof BoundedOutput.TooMuch) {
                return new MappingException(name, 0, "the result is larger than " + maxOutput + " bytes", null);
            }
            if (cause instanceof StackOverflowError) {
                return new MappingException(name, 0, "calls itself without end", null);
            }
        }
        if (e instanceof SaxonApiException error) {
            QName code = error.getErrorCode();
            return new MappingException(
                    name, error.getLineNumber(), code == null ? "failed" : code.getLocalName(), error);
        }
        return new MappingException(name, 0, e.getClass().getSimpleName(), e);
    }

    private Map<QName, XdmValue> values(Map<String, Object> headers) {
        Map<QName, XdmValue> values = new HashMap<>();
        parameters.forEach(parameter -> {
            Object value =
                    switch (parameter) {
                        case "today" -> today.day();
                        case "now" -> today.moment().toOffsetDateTime();
                        default -> headers.get(parameter);
                    };
            if (value != null) {
                values.put(new QName(parameter), new XdmAtomicValue(value.toString()));
            }
        });
        return values;
    }
}
