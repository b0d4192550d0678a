package org.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.codehaus.stax2.XMLInputFactory2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.document.EdxmlLimits;
import org.lienthong.document.SecureXml;
import org.lienthong.problem.Language;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The SOAP 1.1 envelope of a caller, strictly, and what it gets back. */
class SoapTest {

    private static final XMLInputFactory2 XML = SecureXml.streaming(EdxmlLimits.defaults());
    private static final String ASK = "<q:Ask xmlns:q='urn:q'><so>1</so></q:Ask>";
    private static final String HEADER =
            "<s:Header><x:userId xmlns:x='http://x-road.eu/xsd/xroad.xsd'>H41-1</x:userId></s:Header>";

    private static String envelope(String content) {
        return "<s:Envelope xmlns:s='" + SoapMessage.ENVELOPE + "'>" + content + "</s:Envelope>";
    }

    private static String body(String content) {
        return "<s:Body>" + content + "</s:Body>";
    }

    private static SoapMessage read(String xml) {
        return SoapMessage.read(XML, xml.getBytes(StandardCharsets.UTF_8), null);
    }

    @Test
    void readsAHeaderAndABody() {
        SoapMessage message = read(envelope(HEADER + body(ASK)));

        assertThat(message.userId()).isEqualTo("H41-1");
        assertThat(message.request().name()).isEqualTo("Ask");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<s:Body/>",
                "<s:Body>a</s:Body>",
                "<s:Body><a/><b/></s:Body>",
                "<s:Body><a/></s:Body><s:Body><b/></s:Body>",
                "<s:Body><a/></s:Body><s:Header/>",
                "<s:Header/><s:Header/><s:Body><a/></s:Body>",
                "<s:Body><a/></s:Body><t xmlns='urn:t'/>",
                "<s:Header>a</s:Header><s:Body><a/></s:Body>",
                "<s:Header><purpose>handle</purpose></s:Header><s:Body><a/></s:Body>",
            })
    void refusesWhatCouldBeReadInTwoWays(String content) {
        assertThatThrownBy(() -> read(envelope(content)))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.SCHEMA_VIOLATION));
    }

    @ParameterizedTest
    @CsvSource({
        "http://www.w3.org/2003/05/soap-envelope, VersionMismatch",
        "urn:other, VersionMismatch",
        "'', VersionMismatch",
    })
    void tellsOfOtherVersions(String namespace, String code) {
        String xml = envelope(body(ASK)).replace(SoapMessage.ENVELOPE, namespace);
        if (namespace.isEmpty()) {
            xml = "<Envelope><Body><a/></Body></Envelope>";
        }
        String sent = xml;

        assertThat(catchThrowableOfType(SoapMessage.Fault.class, () -> read(sent)))
                .extracting(SoapMessage.Fault::code)
                .isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<z:a xmlns:z='urn:z' s:mustUnderstand='1'/>",
                "<z:a xmlns:z='urn:z' s:mustUnderstand='true'/>",
                "<z:a xmlns:z='urn:z' s:mustUnderstand='1' s:actor='http://schemas.xmlsoap.org/soap/actor/next'/>",
                "<x:securityToken xmlns:x='http://x-road.eu/xsd/xroad.xsd' s:mustUnderstand='1'/>",
            })
    void refusesDemandsThatItDoesNotKnow(String header) {
        assertThat(catchThrowableOfType(
                        SoapMessage.Fault.class,
                        () -> read(envelope("<s:Header>" + header + "</s:Header>" + body(ASK)))))
                .extracting(SoapMessage.Fault::code)
                .isEqualTo("MustUnderstand");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<z:a xmlns:z='urn:z'/>",
                "<z:a xmlns:z='urn:z' s:mustUnderstand='0'/>",
                "<z:a xmlns:z='urn:z' s:mustUnderstand='1' s:actor='urn:another'/>",
                "<x:id xmlns:x='http://x-road.eu/xsd/xroad.xsd' s:mustUnderstand='1'>1</x:id>",
            })
    void leavesOtherHeadersAlone(String header) {
        assertThat(read(envelope("<s:Header>" + header + "</s:Header>" + body(ASK)))
                        .header())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8,UTF-16,true",
        "UTF-8,ISO-8859-1,true",
        "UTF-8,US-ASCII,false",
        "UTF-8,UTF-8,false",
        "UTF-16,UTF-16,false"
    })
    void wantsOneCharset(String written, String told, boolean refused) {
        byte[] bytes = envelope(body(ASK)).getBytes(Charset.forName(written));

        if (refused) {
            assertThatThrownBy(() -> SoapMessage.read(XML, bytes, Charset.forName(told)))
                    .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                            .isEqualTo(ProblemType.CHARSET_MISMATCH));
        } else {
            assertThat(SoapMessage.read(XML, bytes, Charset.forName(told))).isNotNull();
        }
    }

    @Test
    void leavesOutWhatIsNil() {
        SoapMessage message = read(envelope(body("<q xmlns:i='http://www.w3.org/2001/XMLSchema-instance'>"
                + "<a i:nil='true'/><b i:nil='false'>1</b><c i:nil='1'/></q>")));

        assertThat(SoapJson.request(message.request(), JsonMapper.shared().readTree("{}"))
                        .toString())
                .isEqualTo("{\"b\":\"1\"}");
    }

    @Test
    void refusesTextBesideElements() {
        SoapMessage message = read(envelope(body("<q>000085000000<so>000187000000</so></q>")));

        assertThatThrownBy(() ->
                        SoapJson.request(message.request(), JsonMapper.shared().readTree("{}")))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void answersARequestWithoutNamespace() {
        JsonNode tree = JsonMapper.shared().readTree("{\"a\":\"x\",\"l\":[{\"b\":1},{\"b\":2}]}");
        ServiceAnswer answer = new ServiceAnswer(new UUID(0, 1), tree, new byte[0], null, Map.of());

        assertThat(new String(new SoapAnswers().answer(read(envelope(body("<Ask/>"))), answer), StandardCharsets.UTF_8))
                .contains("<AskResponse><a>x</a><l><b>1</b></l><l><b>2</b></l></AskResponse>");
    }

    @Test
    void tellsTheFaultCodeOfSoap() {
        byte[] fault = new SoapAnswers()
                .fault("MustUnderstand", StandardDetail.of(ProblemType.NOT_IMPLEMENTED), Language.EN, "1");

        assertThat(new String(fault, StandardCharsets.UTF_8)).contains("<faultcode>soap:MustUnderstand</faultcode>");
    }
}
