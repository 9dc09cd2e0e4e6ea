package io.lakeshift.workflows.kinds.sqldelta;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.ConnectionName;
import io.lakeshift.workflows.testing.TestingShard;
import io.lakeshift.workflows.testing.TestingStack;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PublishShardTest {
    private static final String ID = PublishShard.workflowId(ConnectionName.DEFAULT, 0);

    @Test
    void aRoundThatFailsIsFollowedByAnotherUntilItIsToldToStop() throws Exception {
        // Given
        TestingShard shard = new TestingShard(2, 4);
        try (TestingStack stack = new TestingStack(shard)) {
            PublishShard publish = stack.stub(PublishShard.class, ID);
            WorkflowClient.start(publish::publish, PublishShard.Request.of(ConnectionName.DEFAULT, 0, 1));
            Awaitility.await().until(publish::status, now -> now.lastFailure().isPresent());
            stack.environment().sleep(Duration.ofSeconds(15));
            shard.awaitStaying();
            PublishShard.Status status = publish.status();

            // When
            publish.stop(new PublishShard.Stop("rita", "upgrade"));

            // Then
            PublishShard.Stopped stopped =
                    stack.client().newUntypedWorkflowStub(ID).getResult(PublishShard.Stopped.class);
            assertThat(status.totals()).isEqualTo(new PublishShard.Totals(2, 4));
            assertThat(status.lastFailure()).isEmpty();
            assertThat(stopped).isEqualTo(new PublishShard.Stopped(new PublishShard.Totals(2, 4), "rita", "upgrade"));
        }
    }
}
