package org.lienthong.console;

import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.dossier.statistics.Indicator;
import org.lienthong.dossier.statistics.Statistics;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The national portal's indicators as charts, by ministry and province. */
@Controller
final class IndicatorsController {

    private static final Set<String> GROUPS = Set.of("ministry", "province", "procedure");
    private static final int MONTHS = 13;

    private final Statistics statistics;
    private final Agencies agencies;
    private final Words words;

    IndicatorsController(Statistics statistics, Agencies agencies, Words words) {
        this.statistics = statistics;
        this.agencies = agencies;
        this.words = words;
    }

    /**
     * One bar.
     *
     * @param width of 1000
     * @param said the value in words
     */
    record Bar(String key, String name, Indicator.@Nullable Figure figure, double width, String said) {}

    /** One indicator over all agencies. */
    record Card(
            String indicator,
            String said,
            String explained,
            @Nullable Double share) {}

    @GetMapping(Area.ROOT + "/indicators")
    String page(
            @RequestParam(defaultValue = "") String period,
            @RequestParam(defaultValue = "province") String by,
            @RequestParam(defaultValue = "on-time") String indicator,
            Model model) {
        YearMonth month = YearMonth.from(agencies.today());
        String asked = period.isEmpty() ? month.toString() : period;
        List<String> known = Stream.of(Indicator.values()).map(Indicator::word).toList();
        if (!GROUPS.contains(by) || !known.contains(indicator)) {
            throw StandardDetail.of(ProblemType.MALFORMED_REQUEST);
        }
        Statistics.Answer answer = statistics.of(asked, by);
        model.addAttribute("answer", answer);
        model.addAttribute("by", by);
        model.addAttribute("period", asked);
        model.addAttribute("chosen", indicator);
        model.addAttribute("indicators", known);
        model.addAttribute(
                "months",
                IntStream.range(0, MONTHS)
                        .mapToObj(ago -> month.minusMonths(ago).toString())
                        .toList());
        model.addAttribute("cards", cards(answer));
        model.addAttribute("bars", bars(answer, indicator));
        return "console/indicators";
    }

    private List<Card> cards(Statistics.Answer answer) {
        boolean vietnamese = Words.isVietnamese();
        return answer.total().indicators().stream()
                .map(figure -> new Card(
                        figure.indicator(),
                        said(figure),
                        answer.definitions().stream()
                                .filter(one -> one.indicator().equals(figure.indicator()))
                                .map(one -> vietnamese ? one.vi() : one.en())
                                .findFirst()
                                .orElse(""),
                        figure.unit() == null ? figure.value() : null))
                .toList();
    }

    private List<Bar> bars(Statistics.Answer answer, String indicator) {
        List<Indicator.Figure> figures =
                answer.rows().stream().map(row -> figure(row, indicator)).toList();
        double most = figures.stream()
                .mapToDouble(figure -> figure.value() == null ? 0 : figure.value())
                .max()
                .orElse(0);
        boolean share = figures.stream().allMatch(figure -> figure.unit() == null);
        double whole = share ? Math.max(1, most) : Math.max(most, 1e-9);
        return answer.rows().stream()
                .map(row -> bar(row, figure(row, indicator), whole))
                .sorted(Comparator.comparingDouble(Bar::width).reversed().thenComparing(Bar::key))
                .toList();
    }

    private Bar bar(Statistics.Row row, Indicator.Figure figure, double whole) {
        Double value = figure.value();
        String name = row.name().isEmpty() ? row.key() : row.name();
        return new Bar(
                row.key(),
                Words.isVietnamese() ? name : words.agency(row.key()),
                figure,
                value == null ? 0 : Math.round(value / whole * 10_000) / 10.0,
                said(figure));
    }

    private static Indicator.Figure figure(Statistics.Row row, String indicator) {
        return row.indicators().stream()
                .filter(figure -> figure.indicator().equals(indicator))
                .findFirst()
                .orElseThrow();
    }

    /** A share in percent, a time in its unit, a dash for what cannot be told. */
    private String said(Indicator.Figure figure) {
        Double value = figure.value();
        if (value == null) {
            return "–";
        }
        String unit = figure.unit();
        return unit == null
                ? words.percent(value)
                : words.say("hour".equals(unit) ? "indicator.hours" : "indicator.days", words.decimal(value, 1));
    }
}
