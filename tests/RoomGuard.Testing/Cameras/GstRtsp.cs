using System.Globalization;

namespace RoomGuard.Testing.Cameras;

/// <summary>A real RTSP server (GStreamer's) with a test picture at <c>/cam</c>, sound alone at <c>/sound</c>, for user <c>guard</c> with password <c>s3cret</c>.</summary>
public static class GstRtsp
{
    private const string Script = """
        import sys, gi
        gi.require_version('Gst', '1.0'); gi.require_version('GstRtsp', '1.0'); gi.require_version('GstRtspServer', '1.0')
        from gi.repository import Gst, GstRtsp, GstRtspServer, GLib, Gio
        Gst.init(None)
        port, scheme, cert = sys.argv[1], sys.argv[2], (sys.argv[3] if len(sys.argv) > 3 else None)
        server = GstRtspServer.RTSPServer(); server.set_address('127.0.0.1'); server.set_service(port)
        token = GstRtspServer.RTSPToken(); token.set_string('media.factory.role', 'user')
        if scheme != 'none':
            auth = GstRtspServer.RTSPAuth()
            if scheme == 'basic':
                auth.add_basic(GstRtspServer.RTSPAuth.make_basic('guard', 's3cret'), token)
            else:
                auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
                auth.add_digest('guard', 's3cret', token)
            if cert:
                auth.set_tls_certificate(Gio.TlsCertificate.new_from_files(cert + '.pem', cert + '.key'))
            server.set_auth(auth)
        def mount(path, launch):
            factory = GstRtspServer.RTSPMediaFactory(); factory.set_launch(launch); factory.set_shared(True)
            if scheme != 'none':
                permissions = GstRtspServer.RTSPPermissions()
                permissions.add_permission_for_role('user', 'media.factory.access', True)
                permissions.add_permission_for_role('user', 'media.factory.construct', True)
                factory.set_permissions(permissions)
            server.get_mount_points().add_factory(path, factory)
        mount('/cam', '( videotestsrc is-live=true ! video/x-raw,format=I420,width=320,height=240,framerate=5/1 ! jpegenc ! rtpjpegpay name=pay0 )')
        mount('/sound', '( audiotestsrc is-live=true ! alawenc ! rtppcmapay name=pay0 )')
        server.attach(None)
        print('ready', flush=True)
        GLib.MainLoop().run()
        """;

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="scheme"><c>none</c>, <c>basic</c> or <c>digest</c>.</param>
    /// <param name="certificate">The path of certificate and key without <c>.pem</c> and <c>.key</c>, for TLS; null for none.</param>
    public static async Task<RealProcess> StartAsync(Scratch folder, int port, string scheme, string? certificate = null)
    {
        // Debian's own, whose modules the package brings; another one may come first in the path.
        const string Python = "/usr/bin/python3";
        if (!File.Exists(Python) || !Directory.EnumerateFiles("/usr/lib", "GstRtspServer-1.0.typelib", SearchOption.AllDirectories).Any())
        {
            Needs.Program("gst-rtsp-server", "gir1.2-gst-rtsp-server-1.0 python3-gi gstreamer1.0-plugins-good");
        }

        string[] arguments = [folder.Write("rtsp.py", Script), port.ToString(CultureInfo.InvariantCulture), scheme, .. certificate is null ? Array.Empty<string>() : [certificate]];
        var server = RealProcess.Start(Python, arguments);
        await server.UntilAsync(() => Ports.AcceptsAsync(port), TimeSpan.FromSeconds(20), $"an RTSP server at port {port}");
        return server;
    }
}
