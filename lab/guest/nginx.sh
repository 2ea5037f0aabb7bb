#!/bin/bash
# nginx.sh NAME DIRECTORY: a real server that says its name in the body and in the header X-Real-Server.
set -e
name=$1 directory=$2
cat >"$directory/nginx.conf" <<CONF
daemon off;
user root;
worker_processes 1;
pid $directory/nginx.pid;
error_log $directory/error.log;
events { worker_connections 8192; }
http {
  access_log off;
  default_type text/plain;
  client_body_temp_path $directory/client-body;
  proxy_temp_path $directory/proxy;
  fastcgi_temp_path $directory/fastcgi;
  uwsgi_temp_path $directory/uwsgi;
  scgi_temp_path $directory/scgi;
  server {
    listen 0.0.0.0:80 backlog=4096;
    listen [::]:80 backlog=4096;
    add_header X-Real-Server $name always;
    location / { return 200 "$name\n"; }
    # The answer comes when all of the request has arrived, as from an application.
    location /upload {
      client_max_body_size 0;
      client_body_buffer_size 128k;
      proxy_pass http://127.0.0.1/;
    }
  }
}
CONF
exec nginx -e "$directory/error.log" -p "$directory" -c "$directory/nginx.conf"
