package org.popauth.report.page;

import java.time.Instant;
import java.util.List;

/// The frame of a page: what all of them show.
///
/// @param title of this page
/// @param nav the menu
/// @param user who looks
/// @param operator whether he or she may give orders
/// @param message what came of the last order; empty for none
/// @param now the time on the pages' clock
public record Page(
        String title,
        List<NavItem> nav,
        String user,
        boolean operator,
        String message,
        Instant now) {

    /// One entry of the menu.
    public record NavItem(String label, String href, boolean current) {}
}
