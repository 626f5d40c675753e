window.PWN='file'
