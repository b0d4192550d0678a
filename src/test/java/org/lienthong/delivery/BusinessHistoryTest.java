package org.lienthong.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;
import org.lienthong.document.BusinessEvent;
import org.lienthong.document.BusinessProgress;
import org.lienthong.document.BusinessState;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

class BusinessHistoryTest extends DeliveryTest {

    private static final String ID = "G22,2026/11/20,9001/VPCP-KSTT";

    private BusinessHistory.Known letter;

    @BeforeEach
    void send() {
        letter = new BusinessHistory.Known(hub.accept("G22", document()).exchangeId(), "G22");
    }

    @Test
    void findsADocumentByItsSenderOnly() {
        assertThat(hub.history.document(ID, "G22")).contains(letter);
        assertThat(hub.history.document(ID, "H41")).isEmpty();
        assertThat(hub.history.document(ID + "x", "G22")).isEmpty();
    }

    @Test
    void findsADocumentForThoseItWasSentTo() {
        assertThat(hub.history.documentSentTo(ID, "H41")).contains(letter);
        assertThat(hub.history.documentSentTo(ID, "G15")).contains(letter);
        assertThat(hub.history.documentSentTo(ID, "G22")).isEmpty();
        assertThat(hub.history.wasSentTo(letter.id(), "H41")).isTrue();
        assertThat(hub.history.wasSentTo(letter.id(), "G22")).isFalse();
        assertThat(hub.history.wasSentTo(UUID.randomUUID(), "H41")).isFalse();
    }

    @Test
    void findsTheOriginalRatherThanItsRecall() {
        hub.accept("G22", TestDelivery.example("documents/recall-vnpt.edxml"));
        assertThat(hub.history.document(ID, "G22")).contains(letter);
        assertThat(hub.history.documentSentTo(ID, "H41")).contains(letter);
    }

    @Test
    void knowsWhereTheDocumentStandsAtEachRecipient() {
        assertThat(at("H41").state()).isEqualTo(BusinessState.SENT);
        hub.accept("H41", status("01-arrived"));
        hub.accept("H41", status("03-received"));
        assertThat(at("H41").state()).isEqualTo(BusinessState.RECEIVED);
        assertThat(at("G15").state()).isEqualTo(BusinessState.SENT);
    }

    @Test
    void knowsThatARecallWasAskedAndAgreed() {
        hub.accept("G22", status("13-recall-requested"));
        assertThat(at("H41").asked()).isEqualTo(BusinessEvent.Kind.RECALL_REQUESTED);
        hub.accept("H41", status("15-change-agreed"));
        assertThat(at("H41").state()).isEqualTo(BusinessState.RECALLED);
        assertThat(at("G15").state()).isEqualTo(BusinessState.SENT);
    }

    @Test
    void takesAnAnswerThatNamesTheRecallRatherThanTheDocument() {
        String own = "G22,2026/11/20,9002/VPCP-KSTT";
        String recall = TestDelivery.example("documents/recall-vnpt.edxml")
                .replace("<edXML:DocumentId>" + ID, "<edXML:DocumentId>" + own)
                .replace(
                        "<edXML:BussinessDocReason>",
                        "<edXML:DocumentId>" + ID + "</edXML:DocumentId><edXML:BussinessDocReason>");
        hub.accept("G22", recall);
        hub.accept("H41", status("15-change-agreed").replace(ID, own));
        assertThat(at("H41").state()).isEqualTo(BusinessState.RECALLED);
    }

    @Test
    void knowsThatARecallCameByDocument() {
        hub.accept("G22", TestDelivery.example("documents/recall-vnpt.edxml"));
        assertThat(at("H41").asked()).isEqualTo(BusinessEvent.Kind.RECALL_DOCUMENT);
        assertThat(at("G15").asked()).isEqualTo(BusinessEvent.Kind.RECALL_DOCUMENT);
    }

    @Test
    void knowsEachOfSeveralDocumentsThatOneReplaces() {
        UUID other = hub.accept("G22", document(9101)).exchangeId();
        UUID third = hub.accept("G22", document(9102)).exchangeId();
        UUID replacing = hub.accept("G22", replacing("9001", "9101", "9102", "9777", "9101"))
                .exchangeId();

        for (UUID replaced : List.of(letter.id(), other, third)) {
            assertThat(hub.history
                            .progress(new BusinessHistory.Known(replaced, "G22"), "H41")
                            .asked())
                    .isEqualTo(BusinessEvent.Kind.UPDATE_DOCUMENT);
            assertThat(view(replaced).statuses()).hasSize(1);
        }
        assertThat(view(replacing).answers()).isEqualTo(letter.id());
        assertThat(view(replacing).alsoAnswers()).containsExactly(other, third); // the hub never saw 9777
        assertThat(view(other).alsoAnswers()).isNull();
    }

    @Test
    void tellsWhatThePartiesWereCalledThen(@TempDir Path renamed) throws Exception {
        FileSystemUtils.copyRecursively(Path.of("config/agencies"), renamed);
        Files.createDirectories(renamed.resolve("changes"));
        for (String change : List.of("2021-01-01 Văn phòng Một", "2999-01-01 Văn phòng Hai")) {
            String day = change.substring(0, 10);
            Files.writeString(renamed.resolve("changes").resolve(day + ".yaml"), """
                    from: %s
                    legalBasis: NĐ 1/2020/NĐ-CP
                    changes: [{rename: {agency: G22, vi: %s}}, {rename: {agency: H41, vi: %s}}]
                    """.formatted(
                            day, change.substring(11), "Tỉnh" + change.substring(20)));
        }

        ExchangeView view = view(letter.id(), TestAgencies.of(renamed));

        assertThat(view.senderName()).isEqualTo("Văn phòng Một");
        assertThat(view.recipients())
                .extracting(ExchangeView.RecipientView::name)
                .contains("Tỉnh Một");
    }

    private ExchangeView view(UUID id) {
        return view(id, TestAgencies.shipped());
    }

    private ExchangeView view(UUID id, Agencies agencies) {
        return new Exchanges(
                        hub.jdbc,
                        hub.history,
                        JsonMapper.shared(),
                        agencies,
                        hub.deliveries().held())
                .find(id, agency -> agency.equals("G22"))
                .orElseThrow();
    }

    /** Another document, in place of those of these numbers. */
    private static String replacing(String... numbers) {
        String example = TestDelivery.example("documents/replace-vnpt.edxml");
        int begin = example.indexOf("<edXML:ReplacementInfo>");
        int end = example.indexOf("</edXML:ReplacementInfoList>");
        String one = example.substring(begin, end);
        StringBuilder all = new StringBuilder(example.substring(0, begin).replace("9001", "9200"));
        for (String number : numbers) {
            all.append(one.replace("9001", number));
        }
        return all.append(example.substring(end)).toString();
    }

    @Test
    void refusesAStatusThatIsNotPossible() {
        assertProblem("H41", "15-change-agreed", ProblemType.INVALID_TRANSITION);
        hub.accept("H41", status("06-completed"));
        assertProblem("G22", "13-recall-requested", ProblemType.INVALID_TRANSITION);
    }

    @Test
    void refusesAStatusOfSomebodyElse() {
        assertProblem("G15", "03-received", ProblemType.SENDER_MISMATCH);
    }

    private void assertProblem(String agency, String status, ProblemType type) {
        assertThatThrownBy(() -> hub.accept(agency, status(status)))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(type));
    }

    private BusinessProgress at(String recipient) {
        return hub.history.progress(letter, recipient);
    }
}
