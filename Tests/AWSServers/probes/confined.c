// A function that tells what it may write to. By itself, so that it runs where there is no library and no shell.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int ask(const char *request, char *answer, size_t size) {
    char host[64];
    strncpy(host, getenv("AWS_LAMBDA_RUNTIME_API"), sizeof host - 1);
    host[sizeof host - 1] = 0;
    char *port = strchr(host, ':');
    *port++ = 0;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(port))};
    inet_pton(AF_INET, host, &address.sin_addr);
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(connection, (struct sockaddr *)&address, sizeof address) != 0) return -1;
    write(connection, request, strlen(request));
    size_t count = 0;
    ssize_t more;
    while (count < size - 1 && (more = read(connection, answer + count, size - 1 - count)) > 0) count += more;
    answer[count] = 0;
    close(connection);
    return 0;
}

static int can_write(const char *path) {
    int file = open(path, O_WRONLY | O_CREAT, 0600);
    if (file < 0) return 0;
    close(file);
    return 1;
}

int main(void) {
    char answer[65536], request[4096], body[1024], folder[256];
    while (1) {
        if (ask("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: lambda\r\nConnection: close\r\n\r\n", answer,
                sizeof answer) != 0)
            return 1;
        char *number = strcasestr(answer, "Lambda-Runtime-Aws-Request-Id: ");
        if (!number) return 2;
        number += strlen("Lambda-Runtime-Aws-Request-Id: ");
        *strchr(number, '\r') = 0;
        int entries = 0;
        DIR *root = opendir("/");
        for (struct dirent *entry; (entry = readdir(root));) entries += entry->d_name[0] != '.';
        closedir(root);
        snprintf(body, sizeof body,
                 "{\"user\": %d, \"task\": %d, \"tmp\": %d, \"root\": %d, \"var\": %d, \"shell\": %d, \"folder\": \"%s\", "
                 "\"entries\": %d}",
                 getuid(), can_write("/var/task/x"), can_write("/tmp/x"), can_write("/x"), can_write("/var/x"),
                 access("/bin/sh", F_OK) == 0, getcwd(folder, sizeof folder), entries);
        snprintf(request, sizeof request,
                 "POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1\r\nHost: lambda\r\nConnection: close\r\n"
                 "Content-Length: %zu\r\n\r\n%s",
                 number, strlen(body), body);
        if (ask(request, answer, sizeof answer) != 0) return 3;
    }
}
