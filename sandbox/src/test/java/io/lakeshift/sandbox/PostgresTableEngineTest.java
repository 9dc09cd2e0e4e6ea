package io.lakeshift.sandbox;

import io.lakeshift.sandbox.engine.TableEngine;
import io.lakeshift.sandbox.engine.TableEngineContract;

class PostgresTableEngineTest extends TableEngineContract {
    @Override
    protected TableEngine engine() {
        return RunningSandbox.SANDBOX.engine();
    }
}
