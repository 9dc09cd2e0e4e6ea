/** What several verbs need: the open stack, runs under way, who acts, and the views of units. */
@NullMarked
package io.lakeshift.cli.session;

import org.jspecify.annotations.NullMarked;
