package org.lienthong.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.publish.Version.State;
import org.lienthong.testing.TestDatabase;

/** What comes into force, and what does not. */
class PublisherTest {

    @TempDir
    Path directory;

    private TestVersions hub;

    @BeforeEach
    void start() {
        hub = new TestVersions(TestDatabase.empty(), directory.resolve("a"), false);
    }

    private static void refuses(ProblemType type, ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.type())
                .isEqualTo(type));
    }

    @Test
    void bringsAVersionIntoForceAndRecordsIt() throws IOException {
        hub.publish(TestVersions.base());
        Version second = hub.publish(TestVersions.tree("two"));
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.parent()).isEqualTo(1);
        assertThat(hub.inForce.version()).isEqualTo(2);
        assertThat(hub.versions.find(1)).hasValueSatisfying(first -> assertThat(first.is(State.SUPERSEDED))
                .isTrue());
        assertThat(hub.entries())
                .hasSize(2)
                .last()
                .asString()
                .contains("\"configuration\":2", "\"result\":\"published\"", "\"actor\":\"an\"", second.hash());
    }

    @Test
    void aBadOneChangesNothingButItsRecord() throws IOException {
        hub.publish(TestVersions.base());
        Tree bad = TestVersions.bad();
        refuses(ProblemType.CONFIG_INVALID, () -> hub.publish(bad));
        assertThat(hub.inForce.version()).isEqualTo(1);
        assertThat(hub.store.numberInForce()).isEqualTo(1);
        assertThat(hub.versions.lastRefused()).hasValueSatisfying(refused -> {
            assertThat(refused.version()).isEqualTo(2);
            assertThat(refused.findings())
                    .anySatisfy(found -> assertThat(found.file()).isEqualTo("config/purposes.yaml"));
        });
        assertThat(hub.versions.files(2)).isEmpty();
        assertThat(hub.entries()).last().asString().contains("\"result\":\"refused\"");
    }

    @Test
    void whatDoesNotRunIsRefusedToo() throws IOException {
        hub.publish(TestVersions.base());
        hub.runsNothing = true;
        Tree next = TestVersions.tree("two");
        refuses(ProblemType.CONFIG_INVALID, () -> hub.publish(next));
        assertThat(hub.inForce.version()).isEqualTo(1);
    }

    @Test
    void onlyLooksWhenAskedTo() throws IOException {
        hub.publish(TestVersions.base());
        Candidate next = new Candidate(TestVersions.tree("two"), "api", "an", "test", null, "trace");
        Publisher.Outcome outcome = hub.publisher.publish(next, true);
        assertThat(outcome.difference().files()).hasSize(1);
        assertThat(hub.history()).containsExactly(1L);
        assertThat(hub.entries()).hasSize(1);
    }

    @Test
    void saysWhenItIsInForceAlready() throws IOException {
        hub.publish(TestVersions.base());
        assertThat(hub.publish(TestVersions.base()).version()).isEqualTo(1);
        assertThat(hub.history()).containsExactly(1L);
    }

    @Test
    void refusesAChangeOfWhatIsNotInForceAnyMore() throws IOException {
        hub.publish(TestVersions.base());
        hub.publish(TestVersions.tree("two"));
        Tree third = TestVersions.tree("three");
        refuses(ProblemType.CONFIG_VERSION_CONFLICT, () -> hub.publish(third, "an", 1L));
    }

    @Test
    void takesAVersionBackAsANewOne() throws IOException {
        hub.publish(TestVersions.base());
        hub.publish(TestVersions.tree("two"));
        Version back =
                hub.publisher.rollBack(1, "binh", "it was wrong", "trace").version();
        assertThat(back.version()).isEqualTo(3);
        assertThat(back.hash()).isEqualTo(TestVersions.base().hash());
        assertThat(hub.inForce.version()).isEqualTo(3);
        assertThat(hub.entries()).last().asString().contains("\"result\":\"rolled-back\"");
    }

    @Test
    void doesNotTakeBackToWhatWasRefusedOrNeverThere() throws IOException {
        hub.publish(TestVersions.base());
        Tree bad = TestVersions.bad();
        refuses(ProblemType.CONFIG_INVALID, () -> hub.publish(bad));
        refuses(ProblemType.NOT_FOUND, () -> hub.publisher.rollBack(2, "an", "test", "trace"));
        refuses(ProblemType.NOT_FOUND, () -> hub.publisher.rollBack(9, "an", "test", "trace"));
    }

    @Test
    void takesOverWhatAnotherHubPublished() throws IOException {
        TestVersions other = new TestVersions(TestDatabase.current(), directory.resolve("b"), false);
        hub.publish(TestVersions.base());
        other.publisher.takeOver();
        assertThat(other.inForce.version()).isEqualTo(1);
        other.publish(TestVersions.tree("two"));
        hub.publisher.takeOver();
        assertThat(hub.inForce.version()).isEqualTo(2);
    }

    @Test
    void keepsWhatItHasWhenAnothersVersionDoesNotRunHere() throws IOException {
        TestVersions other = new TestVersions(TestDatabase.current(), directory.resolve("b"), false);
        hub.publish(TestVersions.base());
        other.publisher.takeOver();
        other.runsNothing = true;
        hub.publish(TestVersions.tree("two"));
        other.publisher.takeOver();
        assertThat(other.inForce.version()).isEqualTo(1);
        assertThat(other.publisher.unusable()).isEqualTo(2);
        other.runsNothing = false;
        other.publisher.takeOver();
        assertThat(other.inForce.version()).as("not tried at every look").isEqualTo(1);
        hub.publish(TestVersions.tree("three"));
        other.publisher.takeOver();
        assertThat(other.inForce.version()).isEqualTo(3);
        assertThat(other.publisher.unusable()).isZero();
    }

    @Test
    void whatCannotBeWrittenLeavesNothingAndKeepsNobodyUp() throws IOException {
        hub.publish(TestVersions.base());
        TestVersions other = new TestVersions(TestDatabase.current(), directory.resolve("b"), false);
        Path full = Files.writeString(directory.resolve("b"), "");
        other.publisher.takeOver();
        assertThat(other.publisher.unusable()).isEqualTo(1);
        Files.delete(full);
        Tree tooLong = new Tree(Map.of("config/" + "x".repeat(300), new byte[0]));
        assertThatThrownBy(() -> other.checkouts.of(tooLong)).isInstanceOf(UncheckedIOException.class);
        assertThat(full).isEmptyDirectory();
    }

    @Test
    void ofTwoHubsThatPublishOnTopOfOneVersionOneWins() throws IOException {
        hub.publish(TestVersions.base());
        Version first = hub.versions.inForce().orElseThrow();
        hub.publish(TestVersions.tree("two"));
        Tree tree = TestVersions.tree("three");
        Version late = new Version(
                0,
                1L,
                tree.hash(),
                "in-force",
                "api",
                "an",
                null,
                "late",
                null,
                first.at(),
                first.at(),
                1,
                null,
                first.findings());
        assertThatThrownBy(() -> hub.store.add(
                        late,
                        tree,
                        version -> Recording.entry(
                                version, new Candidate(tree, "api", "an", "late", 1L, "trace"), "published")))
                .isInstanceOf(StaleVersionException.class);
        assertThat(hub.entries()).hasSize(2);
    }
}
