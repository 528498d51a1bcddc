-- Tables and statements of the cluster's membership for PostgreSQL. Orleans 10.4 reads its statements by their keys from orleansquery; the names of
-- parameters and columns are its contract (Orleans.Clustering.AdoNet, DbStoredQueries).
CREATE TABLE orleansquery (querykey varchar(64) PRIMARY KEY, querytext varchar(8000) NOT NULL);

CREATE TABLE cluster_version (
    deployment text PRIMARY KEY,
    at timestamptz(3) NOT NULL DEFAULT now(),
    version int NOT NULL DEFAULT 0);

CREATE TABLE cluster_member (
    deployment text NOT NULL REFERENCES cluster_version,
    address text NOT NULL,
    port int NOT NULL,
    generation int NOT NULL,
    silo text NOT NULL,
    host text NOT NULL,
    status int NOT NULL,
    gateway int,
    suspected text,
    started timestamptz(3) NOT NULL,
    alive timestamptz(3) NOT NULL,
    PRIMARY KEY (deployment, address, port, generation));

INSERT INTO orleansquery VALUES
('InsertMembershipVersionKey', $q$
    WITH added AS (INSERT INTO cluster_version (deployment) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*)::int FROM added
$q$),
('InsertMembershipKey', $q$
    WITH next AS (
        UPDATE cluster_version SET version = version + 1, at = now()
        WHERE deployment = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT 1 FROM cluster_member WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING 1),
    added AS (
        INSERT INTO cluster_member (deployment, address, port, generation, silo, host, status, gateway, started, alive)
        SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM next
        RETURNING 1)
    SELECT count(*)::int FROM added
$q$),
('UpdateMembershipKey', $q$
    WITH next AS (
        UPDATE cluster_version SET version = version + 1, at = now() WHERE deployment = @DeploymentId AND version = @Version RETURNING 1),
    changed AS (
        UPDATE cluster_member SET status = @Status, suspected = @SuspectTimes, alive = @IAmAliveTime
        WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation AND EXISTS (SELECT 1 FROM next)
        RETURNING 1)
    SELECT count(*)::int FROM changed
$q$),
('UpdateIAmAlivetimeKey', $q$
    UPDATE cluster_member SET alive = @IAmAliveTime
    WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$q$),
('MembershipReadRowKey', $q$
    SELECT v.deployment AS "DeploymentId", m.address AS "Address", m.port AS "Port", m.generation AS "Generation", m.silo AS "SiloName", m.host AS "HostName",
        m.status AS "Status", m.gateway AS "ProxyPort", m.suspected AS "SuspectTimes", m.started AS "StartTime", m.alive AS "IAmAliveTime", v.version AS "Version"
    FROM cluster_version v LEFT JOIN cluster_member m
        ON m.deployment = v.deployment AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    WHERE v.deployment = @DeploymentId
$q$),
('MembershipReadAllKey', $q$
    SELECT v.deployment AS "DeploymentId", m.address AS "Address", m.port AS "Port", m.generation AS "Generation", m.silo AS "SiloName", m.host AS "HostName",
        m.status AS "Status", m.gateway AS "ProxyPort", m.suspected AS "SuspectTimes", m.started AS "StartTime", m.alive AS "IAmAliveTime", v.version AS "Version"
    FROM cluster_version v LEFT JOIN cluster_member m ON m.deployment = v.deployment
    WHERE v.deployment = @DeploymentId
$q$),
('DeleteMembershipTableEntriesKey', $q$
    WITH gone AS (DELETE FROM cluster_member WHERE deployment = @DeploymentId)
    DELETE FROM cluster_version WHERE deployment = @DeploymentId
$q$),
('CleanupDefunctSiloEntriesKey', $q$
    DELETE FROM cluster_member WHERE deployment = @DeploymentId AND alive < @IAmAliveTime AND status <> 3
$q$),
('GatewaysQueryKey', $q$
    SELECT address AS "Address", gateway AS "ProxyPort", generation AS "Generation" FROM cluster_member
    WHERE deployment = @DeploymentId AND status = @Status AND gateway > 0
$q$);
