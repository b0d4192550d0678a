package org.lienthong.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives each page what all of them show. */
@ControllerAdvice("org.lienthong.console")
final class PageModel {

    private final Words words;

    PageModel(Words words) {
        this.words = words;
    }

    @ModelAttribute
    void shared(HttpServletRequest request, Model model) {
        model.addAllAttributes(words.shared(request, area(request.getRequestURI())));
    }

    private static @Nullable Area area(String path) {
        return Arrays.stream(Area.values())
                .filter(area -> path.equals(area.href()) || path.startsWith(area.href() + "/"))
                .max(Comparator.comparingInt(area -> area.href().length()))
                .orElse(null);
    }
}
