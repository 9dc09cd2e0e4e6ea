@NullMarked
package io.lakeshift.cli.setup;

import org.jspecify.annotations.NullMarked;
