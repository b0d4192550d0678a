package org.lienthong.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.publish.Version.State;
import org.lienthong.testing.TestDatabase;

/** Where two persons decide. */
class ApprovalTest {

    @TempDir
    Path directory;

    private TestVersions hub;
    private Version proposed;

    @BeforeEach
    void propose() throws IOException {
        hub = new TestVersions(TestDatabase.empty(), directory, true);
        hub.publish(TestVersions.base());
        proposed = hub.publish(TestVersions.tree("two"));
    }

    private void refuses(ProblemType type, long version, String approver) {
        assertThatThrownBy(() -> hub.publisher.approve(version, approver, null, "trace"))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(type));
    }

    @Test
    void theFirstNeedsNoApprovalAndTheNextIsProposed() {
        assertThat(hub.inForce.version()).isEqualTo(1);
        assertThat(proposed.is(State.PROPOSED)).isTrue();
        assertThat(hub.versions.difference(2).text()).contains("+two");
        assertThat(hub.entries()).last().asString().contains("\"result\":\"proposed\"");
    }

    @Test
    void nobodyApprovesTheirOwn() {
        refuses(ProblemType.FORBIDDEN, 2, "an");
        assertThat(hub.inForce.version()).isEqualTo(1);
    }

    @Test
    void anotherStewardApproves() {
        Version approved = hub.publisher.approve(2, "binh", null, "trace").version();
        assertThat(approved.is(State.IN_FORCE)).isTrue();
        assertThat(approved.approver()).isEqualTo("binh");
        assertThat(hub.inForce.version()).isEqualTo(2);
        assertThat(hub.versions.find(2)).contains(approved);
        assertThat(hub.entries()).last().asString().contains("\"result\":\"approved\"", "\"actor\":\"binh\"");
        refuses(ProblemType.INVALID_TRANSITION, 2, "binh");
    }

    /** The author's reason stays with the version; the entry of the approval has the approver's. */
    @Test
    void whyIsRecorded() {
        Version approved =
                hub.publisher.approve(2, "binh", " Read line by line ", "trace").version();
        assertThat(approved.approval()).isEqualTo("Read line by line");
        assertThat(hub.versions.find(2)).contains(approved);
        assertThat(hub.entries()).last().asString().contains("approved", "\"reason\":\"Read line by line\"");
        assertThat(approved.reason()).isEqualTo(proposed.reason());
    }

    @Test
    void aReasonThatCannotBePublishedIsNone() {
        assertThatThrownBy(() -> hub.publisher.approve(2, "binh", "two\nlines", "trace"))
                .isInstanceOf(ProblemException.class);
        assertThat(hub.inForce.version()).isEqualTo(1);
    }

    @Test
    void aProposalOnTopOfWhatIsNotInForceAnyMoreIsRefused() throws IOException {
        hub.publish(TestVersions.tree("three"));
        hub.publisher.approve(3, "binh", null, "trace");
        refuses(ProblemType.CONFIG_VERSION_CONFLICT, 2, "binh");
        assertThat(hub.inForce.version()).isEqualTo(3);
    }

    @Test
    void whatIsDeclinedOrTakenBackComesIntoForceNoMore() throws IOException {
        Version declined = hub.publisher.decline(2, "binh", "The wrong province", "trace");
        assertThat(declined.is(State.REFUSED)).isTrue();
        assertThat(hub.versions.find(2)).contains(declined);
        assertThat(hub.entries())
                .last()
                .asString()
                .contains("\"result\":\"declined\"", "\"actor\":\"binh\"", "\"reason\":\"The wrong province\"");
        refuses(ProblemType.INVALID_TRANSITION, 2, "binh");
        hub.publish(TestVersions.tree("three"));
        hub.publisher.decline(3, "an", "My mistake", "trace");
        assertThat(hub.inForce.version()).isEqualTo(1);
        assertThatThrownBy(() -> hub.publisher.decline(3, "an", "Again", "trace"))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void whatWasNeverInForceIsNotTakenBackTo() {
        assertThatThrownBy(() -> hub.publisher.rollBack(2, "binh", "Mistyped", "trace"))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.NOT_FOUND));
    }

    @Test
    void isCheckedAgainWhenApproved() {
        hub.runsNothing = true;
        refuses(ProblemType.CONFIG_INVALID, 2, "binh");
        assertThat(hub.inForce.version()).isEqualTo(1);
        assertThat(hub.versions.find(2))
                .hasValueSatisfying(found -> assertThat(found.is(State.REFUSED)).isTrue());
        assertThat(hub.entries()).last().asString().contains("\"result\":\"refused\"");
    }

    @Test
    void unknownOnesAreNotFound() {
        refuses(ProblemType.NOT_FOUND, 9, "binh");
    }
}
