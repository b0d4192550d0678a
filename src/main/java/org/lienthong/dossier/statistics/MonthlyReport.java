package org.lienthong.dossier.statistics;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * The monthly report to the Government Office on how administrative procedures were dealt with: the columns of form II.06 of
 * Thông tư 01/2020/TT-VPCP, as far as known, with the shares of QĐ 766/QĐ-TTg beside them. As a printable page or as CSV.
 */
final class MonthlyReport {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
    private static final List<String> COLUMNS = List.of(
            "STT",
            "Cơ quan",
            "Nhận giải quyết: tổng số",
            "Trong kỳ: trực tuyến",
            "Trong kỳ: trực tiếp, bưu chính",
            "Từ kỳ trước chuyển sang",
            "Đã giải quyết: tổng số",
            "Trước hạn",
            "Đúng hạn",
            "Quá hạn",
            "Đang giải quyết: tổng số",
            "Trong hạn",
            "Đã quá hạn",
            "Tỷ lệ đúng hạn (%)");
    private static final List<Indicator> SHARES = List.of(
            Indicator.SYNC_RATE,
            Indicator.ONLINE,
            Indicator.ONLINE_PAYMENT,
            Indicator.ELECTRONIC_RESULT,
            Indicator.DIGITISED,
            Indicator.REUSE,
            Indicator.POPULATION_DATA,
            Indicator.SATISFACTION);
    private static final List<String> SHARE_NAMES = List.of(
            "Đồng bộ (%)",
            "Trực tuyến (%)",
            "Thanh toán trực tuyến (%)",
            "Kết quả điện tử (%)",
            "Số hóa (%)",
            "Tái sử dụng (%)",
            "Khai thác dữ liệu dân cư (%)",
            "Hài lòng (%)");

    private final ReportPeriod period;
    private final Statistics.Answer ministries;
    private final Statistics.Answer provinces;
    private final LocalDate today;

    MonthlyReport(ReportPeriod period, Statistics.Answer ministries, Statistics.Answer provinces, LocalDate today) {
        this.period = period;
        this.ministries = ministries;
        this.provinces = provinces;
        this.today = today;
    }

    String toCsv() {
        StringBuilder text = new StringBuilder("\uFEFF"); // spreadsheets take it for UTF-8 only with the mark
        List<Object> head = new ArrayList<>(COLUMNS);
        head.addAll(SHARE_NAMES);
        StatisticsCsv.line(text, head.toArray());
        parts().forEach(part -> part.rows().forEach(row -> StatisticsCsv.line(text, row.toArray())));
        return text.toString();
    }

    String toHtml() {
        StringBuilder page = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="vi"><head><meta charset="UTF-8"><title>Báo cáo giải quyết thủ tục hành chính</title><style>
                @page {size: A3 landscape; margin: 12mm}
                body {font-family: "Times New Roman", serif; font-size: 11pt}
                h1 {font-size: 14pt; text-align: center}
                p {text-align: center}
                table {border-collapse: collapse; width: 100%}
                th, td {border: 1px solid #000; padding: 2px 4px; text-align: right}
                th {font-weight: bold; text-align: center}
                td:nth-child(2) {text-align: left}
                thead {display: table-header-group}
                tr {break-inside: avoid}
                </style></head><body>
                """);
        page.append("<h1>TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH</h1>\n<p>Kỳ báo cáo: từ ngày ")
                .append(period.from().format(DAY))
                .append(" đến ngày ")
                .append(period.through().format(DAY))
                .append(ministries.complete() ? "" : " (kỳ chưa kết thúc)")
                .append("<br>Đơn vị tính: số hồ sơ. Ngày lập: ")
                .append(today.format(DAY))
                .append("</p>\n");
        for (Part part : parts()) {
            table(part, page);
        }
        return page.append("</body></html>\n").toString();
    }

    /** A table of the report, its total as the last row. */
    private record Part(String title, List<List<Object>> rows) {}

    private List<Part> parts() {
        return List.of(
                new Part("I. Bộ, cơ quan ngang bộ", rows(ministries)),
                new Part("II. Ủy ban nhân dân cấp tỉnh", rows(provinces)));
    }

    private static List<List<Object>> rows(Statistics.Answer answer) {
        List<List<Object>> rows = new ArrayList<>();
        for (Statistics.Row row : answer.rows()) {
            rows.add(cells(Integer.toString(rows.size() + 1), row));
        }
        rows.add(cells("", answer.total()));
        return rows;
    }

    private static List<Object> cells(String number, Statistics.Row row) {
        Statistics.Totals of = row.counts();
        List<Object> cells = new ArrayList<>(List.of(
                number,
                row.name(),
                of.received() + of.carriedOver(),
                of.receivedOnline(),
                of.received() - of.receivedOnline(),
                of.carriedOver(),
                of.ended(),
                of.endedEarly(),
                of.ended() - of.endedEarly() - of.endedLate(),
                of.endedLate(),
                of.open(),
                of.open() - of.openOverdue(),
                of.openOverdue(),
                percent(row, Indicator.ON_TIME)));
        SHARES.forEach(share -> cells.add(percent(row, share)));
        return cells;
    }

    /** With a decimal comma, as Vietnamese does. */
    private static String percent(Statistics.Row row, Indicator indicator) {
        Double value = row.indicators().get(indicator.ordinal()).value();
        return value == null
                ? ""
                : String.format(java.util.Locale.ROOT, "%.2f", value * 100).replace('.', ',');
    }

    private static void table(Part part, StringBuilder page) {
        page.append("<h2>").append(part.title()).append("</h2>\n<table><thead><tr>");
        COLUMNS.forEach(name -> page.append("<th>").append(name).append("</th>"));
        SHARE_NAMES.forEach(name -> page.append("<th>").append(name).append("</th>"));
        page.append("</tr></thead><tbody>\n");
        for (List<Object> row : part.rows()) {
            page.append("<tr>");
            row.forEach(cell -> page.append("<td>").append(escaped(cell)).append("</td>"));
            page.append("</tr>\n");
        }
        page.append("</tbody></table>\n");
    }

    private static String escaped(Object cell) {
        return org.springframework.web.util.HtmlUtils.htmlEscape(cell.toString(), "UTF-8");
    }
}
