package io.lakeshift.workflows.setup;

import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Resource.Kind;
import io.lakeshift.workflows.databricks.Resource.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The policies of the role with which Databricks reaches a bucket. Somebody puts them into AWS; no SDK of it is here. */
public final class IamPolicies {
    /** As in Databricks' own instructions: the real one is known only once the credential exists. */
    private static final String NO_EXTERNAL_ID_YET = "0000";

    private IamPolicies() {}

    /** What to put where before the credential can be made, by file name; nothing where none is made. */
    static Map<String, String> before(String migration, List<Resource> resources) {
        Map<String, String> files = new LinkedHashMap<>();
        Optional<Resource> credential = resources.stream()
                .filter(it -> it.kind() == Kind.STORAGE_CREDENTIAL && it.way() == Resource.Way.CREATE)
                .findFirst();
        if (credential.isEmpty()) {
            return files;
        }
        resources.stream()
                .filter(it -> it.kind() == Kind.EXTERNAL_LOCATION)
                .flatMap(it -> it.setting(Setting.URL).stream())
                .findFirst()
                .ifPresent(url -> files.put(migration + "-permission-policy.json", permissions(bucket(url))));
        credential
                .get()
                .setting(Setting.TRUST_PRINCIPAL)
                .ifPresent(
                        principal -> files.put(migration + "-trust-policy.json", trust(principal, NO_EXTERNAL_ID_YET)));
        return files;
    }

    static String bucket(String url) {
        return url.replaceFirst("^s3://([^/]+).*$", "$1");
    }

    /** What the role may do. */
    static String permissions(String bucket) {
        return """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "s3:GetObject",
                        "s3:PutObject",
                        "s3:DeleteObject",
                        "s3:ListBucket",
                        "s3:GetBucketLocation"
                      ],
                      "Resource": [
                        "arn:aws:s3:::%1$s",
                        "arn:aws:s3:::%1$s/*"
                      ]
                    }
                  ]
                }
                """.formatted(bucket);
    }

    /**
     * Who may assume the role.
     *
     * @param externalId of the storage credential, so that no other customer of Databricks can have it assumed
     */
    public static String trust(String principal, String externalId) {
        return """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Principal": {
                        "AWS": "%s"
                      },
                      "Action": "sts:AssumeRole",
                      "Condition": {
                        "StringEquals": {
                          "sts:ExternalId": "%s"
                        }
                      }
                    }
                  ]
                }
                """.formatted(principal, externalId);
    }
}
