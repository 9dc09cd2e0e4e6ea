/** The verbs: parse, call, print. */
@NullMarked
package io.lakeshift.cli.commands;

import org.jspecify.annotations.NullMarked;
