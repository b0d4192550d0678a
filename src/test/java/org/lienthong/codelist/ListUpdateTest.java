package org.lienthong.codelist;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.codelist.ListDifference.Item;
import org.lienthong.codelist.ListDifference.Kind;

/** The provinces of 2025 in small: codes are given out again, and no history is written anew. */
class ListUpdateTest {

    private static final LocalDate DAY = LocalDate.parse("2025-07-01");
    private static final Map<String, String> COLUMNS = Map.of("code", "Mã", "vi", "Tên", "type", "Cấp");

    private static final String LIST = """
            # Made up.
            code,vi,from,to,type,successor
            01,Hà Nội,2004-07-08,,thành phố,
            10,Lào Cai,2004-07-08,,tỉnh,
            15,Yên Bái,2004-07-08,,"tỉnh",
            28,"Hà Tây",2004-07-08,2008-08-01,tỉnh,01
            46,Huế,2004-07-08,,tỉnh,
            """;

    private static final String OFFICIAL = """
            STT;Mã;Tên;Cấp
            1;01;Hà Nội;thành phố
            2;15;Lào Cai;tỉnh
            3;28;Mới;tỉnh
            4;46;Huế;thành phố
            5;50;Khác;tỉnh
            """;

    @TempDir
    Path dir;

    @BeforeEach
    void declare() throws IOException {
        Files.createDirectories(dir.resolve("lists"));
        Files.writeString(dir.resolve("lists/province.csv"), LIST);
    }

    @Test
    void refusesWhatASpreadsheetSpoilt() {
        assertThatThrownBy(() -> difference(OFFICIAL.replace(";01;", ";1;"), DAY))
                .isInstanceOf(OfficialListException.class)
                .hasMessageContaining("the code 1 where the list has 01");
        assertThatThrownBy(() -> difference(OFFICIAL.replace("Huế;", "Huế; cố đô;"), DAY))
                .hasMessageContaining(":5 has more cells than the first line");
        assertThatThrownBy(() -> difference(OFFICIAL.replace("STT", "Tên"), DAY))
                .hasMessageContaining("has the column 'Tên' twice");
    }

    @Test
    void tellsWhatBecomesOfEachCode() throws IOException {
        ListDifference difference = difference(OFFICIAL, DAY);

        assertThat(difference.unchanged()).isEqualTo(1);
        assertThat(difference.items())
                .extracting(Item::kind, Item::code, Item::note)
                .containsExactly(
                        Tuple.tuple(Kind.CLOSED, "10", "what it meant has the code 15 now"),
                        Tuple.tuple(Kind.RECYCLED, "15", "what it means now had the code 10"),
                        Tuple.tuple(Kind.RECYCLED, "28", "it meant Hà Tây until 2008-08-01"),
                        Tuple.tuple(Kind.CHANGED, "46", ""),
                        Tuple.tuple(Kind.NEW, "50", ""));
    }

    @Test
    void endsRowsAndAddsOthersAndLeavesTheRest() throws IOException {
        new ListUpdate(difference(OFFICIAL, DAY)).write(dir.resolve("lists"));

        assertThat(Files.readString(dir.resolve("lists/province.csv"))).isEqualTo("""
                # Made up.
                code,vi,from,to,type,successor
                01,Hà Nội,2004-07-08,,thành phố,
                10,Lào Cai,2004-07-08,2025-07-01,tỉnh,15
                15,Yên Bái,2004-07-08,2025-07-01,tỉnh,
                15,Lào Cai,2025-07-01,,tỉnh,
                28,"Hà Tây",2004-07-08,2008-08-01,tỉnh,01
                28,Mới,2025-07-01,,tỉnh,
                46,Huế,2004-07-08,2025-07-01,tỉnh,46
                46,Huế,2025-07-01,,thành phố,
                50,Khác,2025-07-01,,tỉnh,
                """);
        CodeLists after = lists();
        assertThat(after.lookup("province", "15", DAY.minusDays(1), "vi")).isEqualTo("Yên Bái");
        assertThat(after.lookup("province", "15", DAY, "vi")).isEqualTo("Lào Cai");
    }

    @Test
    void findsNothingTheSecondTime() throws IOException {
        new ListUpdate(difference(OFFICIAL, DAY)).write(dir.resolve("lists"));

        assertThat(difference(OFFICIAL, DAY).items()).isEmpty();
        assertThat(difference(OFFICIAL, DAY.plusYears(1)).items()).isEmpty();
    }

    @Test
    void writesNoHistoryAnew() throws IOException {
        new ListUpdate(difference(OFFICIAL, DAY)).write(dir.resolve("lists"));
        String before = Files.readString(dir.resolve("lists/province.csv"));

        ListDifference earlier = difference(OFFICIAL.replace("Khác", "Khác hẳn"), DAY.minusYears(1));

        assertThat(earlier.items(Kind.CONFLICT)).extracting(Item::code).contains("15", "50");
        assertThatThrownBy(() -> new ListUpdate(earlier).write(dir.resolve("lists")))
                .isInstanceOf(OfficialListException.class)
                .hasMessageContaining("15");
        assertThat(Files.readString(dir.resolve("lists/province.csv"))).isEqualTo(before);
    }

    @Test
    void writesNothingThatOtherListsContradict() throws IOException {
        Files.writeString(dir.resolve("lists/commune.csv"), "code,vi,from,to,province\n00001,Xã Mẫu,2010-01-01,,10\n");

        assertThatThrownBy(() -> new ListUpdate(difference(OFFICIAL, DAY)).write(dir.resolve("lists")))
                .isInstanceOf(CodeListConfigException.class)
                .hasMessageContaining("unknown-code");
        assertThat(Files.readString(dir.resolve("lists/province.csv"))).isEqualTo(LIST);
    }

    @Test
    void readsEveryFormOfUtf8AndRefusesTheRest() throws IOException {
        String decomposed = Normalizer.normalize(OFFICIAL, Normalizer.Form.NFD);
        for (byte[] bytes : new byte[][] {
            ("\uFEFF" + OFFICIAL).getBytes(UTF_8),
            decomposed.getBytes(UTF_8),
            OFFICIAL.replace(';', '\t').getBytes(UTF_8),
            OFFICIAL.replace(';', ',').replace("\n", "\r\n").getBytes(UTF_8)
        }) {
            assertThat(official(bytes).rows()).containsKeys("01", "15").hasSize(5);
        }
        refuses("UTF-16", ("\uFEFF" + OFFICIAL).getBytes(UTF_16LE));
        refuses("not UTF-8, perhaps Windows-1258", "Mã;Tên;Cấp\n1;Đ;x\n".getBytes(Charset.forName("windows-1258")));
        refuses("spreadsheet", "PK\3\4".getBytes(UTF_8));
        refuses("no column 'Cấp'; it has Mã, Tên", "Mã;Tên\n1;A\n".getBytes(UTF_8));
        refuses("a second time", "Mã;Tên;Cấp\n1;A;x\n1;B;x\n".getBytes(UTF_8));
        refuses("no code or no name", "Mã;Tên;Cấp\n1;;x\n".getBytes(UTF_8));
        refuses("holds no code", "Mã;Tên;Cấp\n".getBytes(UTF_8));
    }

    @Test
    void keepsAFileThatIsNotInOrder() throws IOException {
        Files.writeString(dir.resolve("lists/province.csv"), "code,vi,from,to\nB,Hai,,\nA,Một,,\n");
        ListDifference difference = ListDifference.of(
                lists(),
                "province",
                official("code,vi\nA,Một\nB,Hai\nAA,Ba\n", Map.of("code", "code", "vi", "vi")),
                DAY);

        new ListUpdate(difference).write(dir.resolve("lists"));

        assertThat(Files.readString(dir.resolve("lists/province.csv")))
                .isEqualTo("code,vi,from,to\nB,Hai,,\nA,Một,,\nAA,Ba,2025-07-01,\n");
    }

    private void refuses(String why, byte[] bytes) {
        assertThatThrownBy(() -> official(bytes))
                .isInstanceOf(OfficialListException.class)
                .hasMessageContaining(why);
    }

    private CodeLists lists() {
        return CodeLists.read(dir.resolve("lists"));
    }

    private ListDifference difference(String text, LocalDate day) throws IOException {
        return ListDifference.of(lists(), "province", official(text.getBytes(UTF_8)), day);
    }

    private OfficialList official(byte[] bytes) throws IOException {
        return OfficialList.read(Files.write(dir.resolve("official.csv"), bytes), COLUMNS);
    }

    private OfficialList official(String text, Map<String, String> columns) throws IOException {
        return OfficialList.read(Files.writeString(dir.resolve("official.csv"), text), columns);
    }
}
