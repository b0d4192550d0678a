package org.lienthong.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.testing.TestDatabase;

/** What is kept of versions. */
class VersionStoreTest {

    @TempDir
    Path directory;

    private TestVersions hub;

    @BeforeEach
    void start() throws IOException {
        hub = new TestVersions(TestDatabase.empty(), directory, false);
        hub.publish(TestVersions.base());
    }

    private int files() {
        Integer count = hub.jdbc.queryForObject("select count(*) from configuration_file", Integer.class);
        return count == null ? 0 : count;
    }

    @Test
    void keepsOnceWhatVersionsShare() throws IOException {
        int before = files();
        hub.publish(TestVersions.tree("two"));
        assertThat(files()).isEqualTo(before + 2); // the file and the manifest
        hub.publisher.rollBack(1, "an", "back", "trace");
        assertThat(files()).isEqualTo(before + 2);
    }

    @Test
    void givesBackWhatWasPublished() throws IOException {
        hub.publish(TestVersions.tree("two"));
        assertThat(hub.versions.files(1).orElseThrow().hash())
                .isEqualTo(TestVersions.base().hash());
        assertThat(hub.versions.files(2).orElseThrow().manifest())
                .isEqualTo(TestVersions.tree("two").manifest());
    }

    @Test
    void noticesWhenAStoredFileIsNotWhatItWas() throws IOException {
        Version version = hub.publish(TestVersions.tree("two"));
        hub.jdbc.update("update configuration_file set content = 'other' where content = 'two'");
        assertThatThrownBy(() -> hub.store.tree(version.hash())).isInstanceOf(IllegalStateException.class);
        hub.jdbc.update("delete from configuration_file where content = 'other'");
        assertThatThrownBy(() -> hub.store.tree(version.hash())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tellsWhatAVersionChanged() throws IOException {
        hub.publish(TestVersions.tree("one\ntwo\n"));
        hub.publish(TestVersions.tree("one\n2\n"));
        assertThat(hub.versions.difference(3).text()).contains("+++ b/config/mappings/README.md", "-two", "+2");
        assertThat(hub.versions.find(3).orElseThrow().difference())
                .isEqualTo(DigestUtils.sha256Hex(hub.versions.difference(3).text()));
    }

    @Test
    void listsTheHistoryInPagesNewestFirst() throws IOException {
        for (int n = 2; n <= 5; n++) {
            hub.publish(TestVersions.tree("number " + n));
        }
        assertThat(hub.versions.history(Long.MAX_VALUE, 2))
                .extracting(Version::version)
                .containsExactly(5L, 4L);
        assertThat(hub.versions.history(4, 2)).extracting(Version::version).containsExactly(3L, 2L);
        assertThat(hub.versions.history(2, 2)).extracting(Version::version).containsExactly(1L);
        assertThat(hub.versions.history(1, 2)).isEmpty();
    }
}
