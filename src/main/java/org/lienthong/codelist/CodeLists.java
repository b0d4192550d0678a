package org.lienthong.codelist;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All code lists as they were read; immutable, safe for any thread. Every question names a day, because codes are given
 * out again: 15 was the province Yên Bái until 30/06/2025 and is Lào Cai since (QĐ 19/2025/QĐ-TTg).
 */
public final class CodeLists {

    private final Map<String, CodeList> lists;

    CodeLists(Map<String, CodeList> lists) {
        this.lists = Map.copyOf(lists);
    }

    /**
     * Reads every {@code *.csv} of a directory.
     *
     * @throws CodeListConfigException naming all that is wrong by file and line
     */
    public static CodeLists read(Path directory) {
        return CodeListFiles.read(directory);
    }

    /** The names of the lists, in their order. */
    public Set<String> names() {
        return new TreeSet<>(lists.keySet());
    }

    /**
     * All that a list says, of any day, in the order of the codes.
     *
     * @throws CodeException when there is no such list
     */
    public List<Code> rows(String list) {
        return list(list).rows();
    }

    /**
     * What a code means on a day.
     *
     * @throws CodeException when there is no such list, or no such code on that day
     */
    public Code get(String list, String code, LocalDate day) {
        Code found = list(list).find(code, day);
        if (found == null) {
            throw CodeException.unknown(list, code, day);
        }
        return found;
    }

    /**
     * What mappings call: one column of a code's row, or the code of another list that says the same. Translation needs a
     * column named as the other list on either side, and exactly one code there.
     *
     * @param what name of a column ({@code vi}, {@code en}, …) or of another list
     * @throws CodeException when anything of it is unknown, empty or not single; never an empty answer
     */
    public String lookup(String list, String code, LocalDate day, String what) {
        Code found = get(list, code, day);
        CodeList own = list(list);
        if (own.refersTo(what)) {
            return single(found, found.codes(what), day, what);
        }
        if (own.has(what)) {
            String cell = found.columns().get(what);
            if (cell == null) {
                throw CodeException.empty(list, code, day, what);
            }
            return cell;
        }
        CodeList other = lists.get(what);
        if (other == null || !other.refersTo(list)) {
            throw CodeException.misused(
                    "The code list '" + list + "' has no column '" + what + "', and no list of that name refers to it.",
                    "Danh mục '" + list + "' không có cột '" + what
                            + "' và không có danh mục nào như vậy tham chiếu tới nó.");
        }
        List<String> codes =
                other.referring(list, code, day).stream().map(Code::value).toList();
        return single(found, codes, day, what);
    }

    private static String single(Code of, List<String> codes, LocalDate day, String other) {
        if (codes.isEmpty()) {
            throw CodeException.empty(of.list(), of.value(), day, other);
        }
        if (codes.size() > 1) {
            throw CodeException.ambiguous(
                    of.list(), of.value(), day, other, codes.stream().sorted().collect(Collectors.joining(", ")));
        }
        return codes.get(0);
    }

    private CodeList list(String name) {
        CodeList list = lists.get(name);
        if (list == null) {
            throw CodeException.misused(
                    "There is no code list '" + name + "'; there are " + String.join(", ", names()) + ".",
                    "Không có danh mục '" + name + "'; các danh mục hiện có: " + String.join(", ", names()) + ".");
        }
        return list;
    }
}
