package org.lienthong.agreement;

import org.lienthong.problem.Language;

/** Something said in both languages. */
public record Text(String vi, String en) {

    public String in(Language language) {
        return language == Language.VI ? vi : en;
    }
}
