package org.lienthong.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lienthong.agency.TestAgencies;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.access.DataAccess;
import org.lienthong.audit.access.PersonId;
import org.lienthong.audit.access.SubjectIndex;
import org.lienthong.audit.access.TestRecords;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class UsageReaderTest {

    private static final PersonId PERSON = PersonId.pin("000300000001");
    private static final Instant START = Instant.parse("2026-11-22T03:00:00Z");
    private static final Instant END = START.plusSeconds(1_000_000);

    private DataSource database;

    @BeforeEach
    void empty() {
        database = TestDatabase.empty();
    }

    private UsageReader reader(DataAccess... accesses) throws SQLException {
        SubjectIndex index = TestRecords.recorded(database, accesses);
        return new UsageReader(
                index,
                JdbcClient.create(database),
                TestAgencies.shipped(),
                code -> "Đăng ký khai sinh",
                JsonMapper.shared());
    }

    private static SubjectIndex.Query query(PersonId person, Instant from, Instant to, int limit, int offset) {
        return new SubjectIndex.Query(person, UsageReader.RELEASES, from, to, limit, offset);
    }

    private static DataAccess release(int second) {
        return TestRecords.access(START.plusSeconds(second), "birth", PERSON);
    }

    @Test
    void saysWhoUsedWhatForWhat() throws Exception {
        UsageReader.Page page = reader(release(0)).find(query(PERSON, START, END, 10, 0), false);

        assertThat(page.totalUsages()).isEqualTo(1);
        Usage usage = page.usages().get(0);
        assertThat(usage.logtime()).isEqualTo(START);
        assertThat(usage.action()).isEqualTo("Đăng ký khai sinh");
        assertThat(usage.receiverCode()).isEqualTo("G22");
        assertThat(usage.receiverName()).isEqualTo("Văn phòng Chính phủ");
        assertThat(usage.receiverSystem()).isEqualTo("g22-main");
        assertThat(usage.fields()).containsExactly("HoTen", "NgaySinh");
        assertThat(usage.officer()).isNull();
        assertThat(usage.caseId()).isNull();
    }

    @Test
    void opensThePersonalPartForDetails() throws Exception {
        Usage usage = reader(release(0))
                .find(query(PERSON, START, END, 10, 0), true)
                .usages()
                .get(0);

        assertThat(usage.officer()).isEqualTo("mau.nv");
        assertThat(usage.caseId()).isEqualTo("H41.1-1");
    }

    @Test
    void pagesNewestFirst() throws Exception {
        DataAccess[] releases = new DataAccess[25];
        for (int i = 0; i < releases.length; i++) {
            releases[i] = release(i);
        }

        UsageReader.Page page = reader(releases).find(query(PERSON, START, END, 10, 20), false);

        assertThat(page.totalUsages()).isEqualTo(25);
        assertThat(page.usages())
                .extracting(Usage::logtime)
                .containsExactly(
                        START.plusSeconds(4), START.plusSeconds(3), START.plusSeconds(2), START.plusSeconds(1), START);
    }

    @Test
    void takesThePeriodsStartAndNotItsEnd() throws Exception {
        UsageReader reader = reader(release(0), release(1), release(2));

        assertThat(reader.find(query(PERSON, START.plusSeconds(1), START.plusSeconds(2), 10, 0), false)
                        .usages())
                .extracting(Usage::logtime)
                .containsExactly(START.plusSeconds(1));
    }

    @Test
    void saysNothingAboutOthers() throws Exception {
        UsageReader reader = reader(release(0));

        assertThat(reader.find(query(PersonId.pin("000300000002"), START, END, 10, 0), false))
                .isEqualTo(new UsageReader.Page(0, List.of()));
        assertThat(reader.find(query(new PersonId(PersonId.CMND, "000300000001"), START, END, 10, 0), false)
                        .totalUsages())
                .isZero();
    }

    @Test
    void leavesOutWhatReleasedNothing() throws Exception {
        DataAccess released = release(0);
        DataAccess denied = new DataAccess(
                AuditEvent.DATA_DENIED,
                START,
                released.exchangeId(),
                released.requester(),
                released.asked(),
                released.ground(),
                released.personal(),
                "forbidden",
                "t1");

        assertThat(reader(denied).find(query(PERSON, START, END, 10, 0), false).usages())
                .isEmpty();
    }

    @Test
    void knowsSinceWhenItKeepsEntries() throws Exception {
        assertThat(reader().oldest()).isEmpty();
        assertThat(reader(release(5), release(6)).oldest()).hasValue(START.plusSeconds(5));
    }
}
