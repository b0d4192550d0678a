package org.lienthong.document;

import org.jspecify.annotations.Nullable;

/** The clerk behind a document or status ({@code StaffInfo}): personal data, never logged. */
public record Staff(
        @Nullable String department,
        @Nullable String departmentId,
        @Nullable String staff,
        @Nullable String staffId,
        @Nullable String email,
        @Nullable String mobile) {}
